package password

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ExpiryMissing reports passwords that live longer than configured.
var ExpiryMissing = rule.New(rule.Meta{
	ID:    "password-expiry-missing",
	Area:  "password",
	Title: `Passwords do not expire in time`,
	Text: `Some frameworks still ask that passwords end after 90 days. NIST and others advise against it, because people then choose weak passwords in a row; therefore only auditors hear of it.

The rule is silent where the account has no password policy at all; password-policy-missing speaks then.`,
	Remediation: `Where your framework asks for it (the command replaces the whole policy, so name the other settings too):
aws iam update-account-password-policy --max-password-age 90`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	References: []string{
		"fsbp:IAM.17", "fsbp:IAM.7", "fsbp:IAM.10",
		"prowler:iam_password_policy_expires_passwords_within_90_days_or_less", "aisf:AISF-IAM-06",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.PasswordPolicyProvider, rule.Config},
	Run:      expiryMissing,
})

func expiryMissing(pass *analysis.Pass) (any, error) {
	p := account.Of[account.PasswordPolicy](pass, account.PasswordPolicyProvider)
	want := rule.SettingsOf(pass).PasswordExpiry
	switch {
	case p.Missing:
	case p.MaxAge.Value == 0, p.Expire.Present() && !p.Expire.Value:
		rule.Report(pass, finding(p, p.Expire.Span, "MaxPasswordAge", fmt.Sprintf(
			"passwords never expire, so one that leaked stays good; the control asks for %d days", want)))
	case p.MaxAge.Value > want:
		rule.Report(pass, finding(p, p.MaxAge.Span, "MaxPasswordAge", fmt.Sprintf(
			"passwords expire after %d days, later than the %d that the control asks for", p.MaxAge.Value, want)))
	}
	return nil, nil
}
