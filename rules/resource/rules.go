// Package resource holds the rules about resources: who gets in from outside.
package resource

import "github.com/iamlint/iamlint/rules/rule"

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		Public,
		PublicWeakCondition,
		CrossAccount,
		ServiceSourceMissing,
		ServiceSourceIndirect,
		InsecureTransport,
		DenyNotPrincipal,
		KMSLockout,
		EnclaveAttestationMissing,
		SecretUnrestricted,
		ACLPublic,
		PublicBlockOff,
		FunctionURLPublic,
		EndpointOpen,
	}
}
