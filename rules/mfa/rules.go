// Package mfa holds the rules about MFA devices of users and demands for MFA.
package mfa

import "github.com/iamlint/iamlint/rules/rule"

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		ConsoleMFAMissing,
		UserMFAMissing,
		MFANotHardware,
		VirtualUnassigned,
		ConditionIneffective,
		SelfRemovalUnprotected,
		AdminMFAMissing,
		EnforcementMissing,
	}
}
