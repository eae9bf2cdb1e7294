package password

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// LengthShort reports a minimum length below the configured one.
var LengthShort = rule.New(rule.Meta{
	ID:    "password-length-short",
	Area:  "password",
	Title: `The minimum password length is too short`,
	Text: `Short passwords are guessed, and found in lists of leaked ones. The CIS benchmark asks for 14 characters, which is the default of this rule; the configuration can ask for another length.

The rule is silent where the account has no password policy at all; password-policy-missing speaks then.`,
	Remediation: `Ask for longer passwords (the command replaces the whole policy, so name the other settings too):
aws iam update-account-password-policy --minimum-password-length 14`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.8", "cis-1.5:1.8", "cis-2.0:1.8", "cis-3.0:1.8", "cis-4.0:1.8", "cis-5.0:1.7", "cis-6.0:2.7",
		"cis-7.0:2.8", "fsbp:IAM.15", "fsbp:IAM.7", "fsbp:IAM.10", "prowler:iam_password_policy_minimum_length_14",
		"aisf:AISF-IAM-06",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.PasswordPolicyProvider, rule.Config},
	Run:      lengthShort,
})

func lengthShort(pass *analysis.Pass) (any, error) {
	p := account.Of[account.PasswordPolicy](pass, account.PasswordPolicyProvider)
	want := rule.SettingsOf(pass).PasswordMinLength
	if p.Missing {
		return nil, nil
	}
	if !p.MinimumLength.Present() {
		// AWS always tells the length: somebody shortened the answer.
		return nil, rule.NoInput("password policy with MinimumPasswordLength")
	}
	if p.MinimumLength.Value >= want {
		return nil, nil
	}
	rule.Report(pass, finding(p, p.MinimumLength.Span, "MinimumPasswordLength", fmt.Sprintf(
		"the password policy accepts passwords of %d characters, fewer than %d, which are easy to guess", p.MinimumLength.Value, want)))
	return nil, nil
}
