// Package password holds the rules about the account's password policy.
package password

import (
	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		PolicyMissing,
		LengthShort,
		ReuseAllowed,
		ComplexityWeak,
		ExpiryMissing,
		ChangeForbidden,
		HardExpiry,
	}
}

// finding is one about the password policy as a whole or, where the policy
// holds the value, about the value at s.
func finding(p *account.PasswordPolicy, s account.Span, content, message string) rule.Finding {
	if s.End == 0 {
		s = p.Span
	}
	return rule.Finding{
		At:      p.File.At(s),
		Subject: rule.Subject{Type: "account", Name: p.File.AccountID},
		Message: message,
		Content: content,
	}
}
