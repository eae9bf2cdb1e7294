package password

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// HardExpiry reports that an expired password locks its user out.
var HardExpiry = rule.New(rule.Meta{
	ID:    "password-hard-expiry",
	Area:  "password",
	Title: `An expired password locks its user out`,
	Text: `With hard expiry a user whose password has ended cannot set a new one; an administrator must. That turns expiry into an outage, also for break-glass users.

The rule is silent where the account has no password policy at all; password-policy-missing speaks then.`,
	Remediation: `Switch hard expiry off (the command replaces the whole policy, so name the other settings too):
aws iam update-account-password-policy --no-hard-expiry`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.PasswordPolicyProvider},
	Run:      hardExpiry,
})

func hardExpiry(pass *analysis.Pass) (any, error) {
	p := account.Of[account.PasswordPolicy](pass, account.PasswordPolicyProvider)
	if p.HardExpiry.Value {
		rule.Report(pass, finding(p, p.HardExpiry.Span, "HardExpiry",
			"a user whose password expired is locked out until an administrator steps in"))
	}
	return nil, nil
}
