// Package root holds the rules about the root user of an account.
package root

import "github.com/iamlint/iamlint/rules/rule"

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		MFAMissing,
		MFANotHardware,
		AccessKeyPresent,
		UsedRecently,
		UsedDaily,
		ActivityLogged,
		SigningCertificateActive,
		MemberPasswordPresent,
	}
}
