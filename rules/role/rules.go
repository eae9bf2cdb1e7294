// Package role holds the rules about roles.
package role

import "github.com/iamlint/iamlint/rules/rule"

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		AdminAttached,
		ComputeAdmin,
		InstanceSSMUnsafe,
		Unused,
		Policyless,
		SessionTooLong,
		TagsMissing,
		SupportMissing,
		SecurityAuditMissing,
		CrossAccountReadonly,
		InstanceProfileMissing,
		ServiceUnused,
		AssumeCycle,
	}
}
