package credential

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// PasswordOld reports console passwords that were not changed for long.
var PasswordOld = rule.New(rule.Meta{
	ID:    "console-password-old",
	Area:  "credential",
	Title: "A console password was changed longer ago than allowed",
	Text: `A password that was phished or stolen with another site's database works until it is changed. Passwords need no monthly change where MFA protects them, but one of several years is older than most of the leaks it may stand in, and often than the rules for good passwords.

The limit is configured: 365 days by default. The rule is silent about users without a password, and where the report does not tell when the password was changed. Users kept for emergencies are not exempt.`,
	Remediation: `Let the user change the password at the next sign-in:
aws iam update-login-profile --user-name alice --password-reset-required`,
	Severity:   rule.Low,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider, account.ClockProvider, rule.Config},
	Run:      passwordOld,
})

func passwordOld(pass *analysis.Pass) (any, error) {
	limit, clock := rule.SettingsOf(pass).PasswordMaxAge, account.Of[account.Clock](pass, account.ClockProvider)
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		age := clock.Days(row.PasswordChanged.Value)
		if !row.PasswordEnabled.Value || !row.PasswordChanged.Known || age <= limit {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      row.At(row.PasswordChanged.Span),
			Subject: subject(row),
			Message: fmt.Sprintf("the console password of user %q was last changed %s ago, on %s, more than the %d allowed, so it may stand in any leak since", row.User.Value, days(age), day(row.PasswordChanged.Value), limit),
			Content: "password",
		})
	}
	return nil, nil
}
