package password

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ReuseAllowed reports that old passwords may be used again.
var ReuseAllowed = rule.New(rule.Meta{
	ID:    "password-reuse-allowed",
	Area:  "password",
	Title: `Old passwords may be used again`,
	Text: `A password that was changed because it may have leaked must not come back. IAM remembers up to 24 passwords of a user; a policy without PasswordReusePrevention remembers none.

The rule is silent where the account has no password policy at all; password-policy-missing speaks then.`,
	Remediation: `Remember 24 passwords (the command replaces the whole policy, so name the other settings too):
aws iam update-account-password-policy --password-reuse-prevention 24`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.9", "cis-1.5:1.9", "cis-2.0:1.9", "cis-3.0:1.9", "cis-4.0:1.9", "cis-5.0:1.8", "cis-6.0:2.8",
		"cis-7.0:2.9", "fsbp:IAM.16", "fsbp:IAM.7", "fsbp:IAM.10", "prowler:iam_password_policy_reuse_24",
		"aisf:AISF-IAM-06",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.PasswordPolicyProvider, rule.Config},
	Run:      reuseAllowed,
})

func reuseAllowed(pass *analysis.Pass) (any, error) {
	p := account.Of[account.PasswordPolicy](pass, account.PasswordPolicyProvider)
	want := rule.SettingsOf(pass).PasswordReuse
	if p.Missing || p.ReusePrevention.Value >= want {
		return nil, nil
	}
	message := "the password policy does not keep users from returning to an old password, which may have leaked"
	if p.ReusePrevention.Value > 0 {
		message = fmt.Sprintf("the password policy remembers only %d passwords, fewer than %d, so that older ones, which may have leaked, come back", p.ReusePrevention.Value, want)
	}
	rule.Report(pass, finding(p, p.ReusePrevention.Span, "PasswordReusePrevention", message))
	return nil, nil
}
