package password

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ChangeForbidden reports that users may not change their own password.
var ChangeForbidden = rule.New(rule.Meta{
	ID:    "password-change-forbidden",
	Area:  "password",
	Title: `Users may not change their own password`,
	Text: `Where users cannot change their password, administrators choose and know it, and one that leaked stays until somebody finds the time.

A policy on a group may still allow iam:ChangePassword to single users, which the password policy does not show.

The rule is silent where the account has no password policy at all; password-policy-missing speaks then.`,
	Remediation: `Let users change their password (the command replaces the whole policy, so name the other settings too):
aws iam update-account-password-policy --allow-users-to-change-password`,
	Severity:   rule.Low,
	Confidence: rule.MediumConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.PasswordPolicyProvider},
	Run:      changeForbidden,
})

func changeForbidden(pass *analysis.Pass) (any, error) {
	p := account.Of[account.PasswordPolicy](pass, account.PasswordPolicyProvider)
	if p.Missing || p.AllowChange.Value {
		return nil, nil
	}
	rule.Report(pass, finding(p, p.AllowChange.Span, "AllowUsersToChangePassword",
		"users may not change their own password, so administrators know it and a leaked one stays good"))
	return nil, nil
}
