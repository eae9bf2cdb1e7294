package credential

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// PasswordUnused reports console passwords that nobody signs in with.
var PasswordUnused = rule.New(rule.Meta{
	ID:    "console-password-unused",
	Area:  "credential",
	Title: "A console password has not been used for long",
	Text: `A password that nobody signs in with usually belongs to somebody who changed the job or left. It may be reused elsewhere, and its owner does not notice when somebody else signs in.

A password counts as unused when the last sign-in is more days ago than configured, 45 by default. One without any recorded sign-in counts from its last change on, else from the creation of its user. The rule is silent about users without a password, and about those that the configuration names under break-glass-users, whose passwords are there not to be used.`,
	Remediation: `Remove the password; the user keeps its other credentials:
aws iam delete-login-profile --user-name alice`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.12", "cis-1.5:1.12", "cis-2.0:1.12", "cis-3.0:1.12", "cis-4.0:1.12", "cis-5.0:1.11",
		"cis-6.0:2.11", "cis-7.0:2.11", "fsbp:IAM.8", "fsbp:IAM.22", "prowler:iam_user_console_access_unused", "aisf:AISF-IAM-03",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider, account.ClockProvider, rule.Config},
	Run:      passwordUnused,
})

func passwordUnused(pass *analysis.Pass) (any, error) {
	settings, clock := rule.SettingsOf(pass), account.Of[account.Clock](pass, account.ClockProvider)
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		if !row.PasswordEnabled.Value || named(row.User.Value, settings.BreakGlassUsers) {
			continue
		}
		since, what := unusedSince(row)
		if since.IsZero() || clock.Days(since) <= settings.UnusedAfter {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      row.At(row.PasswordLastUsed.Span),
			Subject: subject(row),
			Message: fmt.Sprintf("the console password of user %q was %s %s, %s ago, so nobody would notice its misuse", row.User.Value, what, day(since), days(clock.Days(since))),
			Content: "password",
		})
	}
	return nil, nil
}

// unusedSince is the day from which on a password lies unused, and what
// happened on it. It is zero when the report does not tell.
func unusedSince(row *account.Credentials) (time.Time, string) {
	switch {
	case row.PasswordLastUsed.Known:
		return row.PasswordLastUsed.Value, "last used on"
	case !neverUsed(row.PasswordLastUsed):
		return time.Time{}, ""
	case row.PasswordChanged.Known:
		return row.PasswordChanged.Value, "never used since it was set on"
	}
	return row.Create.Value, "never used since the user was created on"
}

// named says whether a user's name matches one of some patterns, which are in lower case.
func named(user string, patterns []string) bool {
	user = strings.ToLower(user)
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		ok, err := path.Match(pattern, user)
		return err == nil && ok
	})
}
