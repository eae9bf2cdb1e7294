// Package credential holds the rules about passwords, access keys and other
// credentials of users: their age, use and number, and where they leak to.
package credential

import "github.com/iamlint/iamlint/rules/rule"

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		SecretInText,
		KeyOld,
		KeyTwoActive,
		KeyUnused,
		KeyNeverUsed,
		KeyInactive,
		KeySharedUse,
		PasswordUnused,
		PasswordOld,
		CertificateActive,
		ServiceCredentialUnexpiring,
		AdminAccessKey,
	}
}
