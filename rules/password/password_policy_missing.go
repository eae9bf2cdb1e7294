package password

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// PolicyMissing reports an account without a password policy of its own.
var PolicyMissing = rule.New(rule.Meta{
	ID:    "password-policy-missing",
	Area:  "password",
	Title: `The account has no password policy of its own`,
	Text: `Without a policy of its own an account accepts what AWS accepts by default: eight characters, any earlier password again, no end. Whoever guesses or finds one password of an IAM user signs in as that user.

The export says so with the NoSuchEntity answer of get-account-password-policy. The rule is silent as soon as there is a policy, however weak; other rules judge its contents.`,
	Remediation: `Set a policy, or remove the passwords of IAM users and let people sign in through IAM Identity Center:
aws iam update-account-password-policy --minimum-password-length 14 --password-reuse-prevention 24 --require-uppercase-characters --require-lowercase-characters --require-numbers --require-symbols --allow-users-to-change-password`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{
		"fsbp:IAM.7", "fsbp:IAM.10",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.PasswordPolicyProvider},
	Run:      policyMissing,
})

func policyMissing(pass *analysis.Pass) (any, error) {
	p := account.Of[account.PasswordPolicy](pass, account.PasswordPolicyProvider)
	if p.Missing {
		rule.Report(pass, finding(p, p.Span, "missing",
			"the account has no password policy, so users may choose passwords of eight characters and use old ones again"))
	}
	return nil, nil
}
