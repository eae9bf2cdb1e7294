package password

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ComplexityWeak reports character classes that passwords need not have.
var ComplexityWeak = rule.New(rule.Meta{
	ID:    "password-complexity-weak",
	Area:  "password",
	Title: `The password policy leaves out character classes`,
	Text: `A password of one kind of character has far fewer possibilities than its length suggests. Frameworks ask for upper and lower case letters, digits and symbols. One finding names all that are missing.

The rule is silent where the account has no password policy at all; password-policy-missing speaks then.`,
	Remediation: `Ask for all four classes (the command replaces the whole policy, so name the other settings too):
aws iam update-account-password-policy --require-uppercase-characters --require-lowercase-characters --require-numbers --require-symbols`,
	Severity:   rule.Low,
	Confidence: rule.HighConfidence,
	References: []string{
		"fsbp:IAM.11", "fsbp:IAM.12", "fsbp:IAM.13", "fsbp:IAM.14", "fsbp:IAM.7", "fsbp:IAM.10",
		"prowler:iam_password_policy_uppercase", "prowler:iam_password_policy_lowercase",
		"prowler:iam_password_policy_number", "prowler:iam_password_policy_symbol", "aisf:AISF-IAM-06",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.PasswordPolicyProvider},
	Run:      complexityWeak,
})

func complexityWeak(pass *analysis.Pass) (any, error) {
	p := account.Of[account.PasswordPolicy](pass, account.PasswordPolicyProvider)
	if p.Missing {
		return nil, nil
	}
	var missing []string
	var at account.Span
	for _, class := range []struct {
		required account.Bool
		name     string
	}{
		{p.Uppercase, "upper case letters"},
		{p.Lowercase, "lower case letters"},
		{p.Numbers, "digits"},
		{p.Symbols, "symbols"},
	} {
		if class.required.Value {
			continue
		}
		if missing = append(missing, class.name); at.End == 0 {
			at = class.required.Span
		}
	}
	if missing == nil {
		return nil, nil
	}
	classes := strings.Join(missing, " or ")
	rule.Report(pass, finding(p, at, classes, "the password policy accepts passwords without "+classes+", which are easier to guess"))
	return nil, nil
}
