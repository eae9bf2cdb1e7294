package mfa

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConsoleMFAMissing reports users who sign in with a password alone.
var ConsoleMFAMissing = rule.New(rule.Meta{
	ID:    "user-console-mfa-missing",
	Area:  "mfa",
	Title: "A user can sign in to the console without MFA",
	Text: `A password is phished, reused and guessed. Without an MFA device whoever learns it signs in to the console as the user, from anywhere, and has everything that the user's policies grant.

Users kept for emergencies are not exempt: their passwords lie in an envelope for years and open more than others. The rule is silent about users without a console password and where the report does not tell.`,
	Remediation: `Have the user register a device, at best a FIDO2 security key, under "Security credentials", or remove the password of users who need none:
aws iam delete-login-profile --user-name alice`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.10", "cis-1.5:1.10", "cis-2.0:1.10", "cis-3.0:1.10", "cis-4.0:1.10", "cis-5.0:1.9",
		"cis-6.0:2.9", "cis-7.0:2.10", "fsbp:IAM.5", "fsbp:IAM.19",
		"prowler:iam_user_mfa_enabled_console_access", "aisf:AISF-IAM-01",
	},
	SubsumedBy: []string{"admin-mfa-missing"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider},
	Run:      consoleMFAMissing,
})

func consoleMFAMissing(pass *analysis.Pass) (any, error) {
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		if !row.PasswordEnabled.Value || !withoutMFA(row) {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      row.At(row.MFAActive.Span),
			Subject: subject(row),
			Message: fmt.Sprintf("user %q can sign in with a password alone because no MFA device is registered for it", row.User.Value),
			Content: "mfa",
		})
	}
	return nil, nil
}
