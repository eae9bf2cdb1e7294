package mfa

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AdminMFAMissing reports where an administrator has no MFA device.
var AdminMFAMissing = rule.New(rule.Meta{
	ID:    "admin-mfa-missing",
	Area:  "mfa",
	Title: "An administrator has no MFA device",
	Text: `The password or access key of this user is the whole account, and nothing else is asked for: one phished password, one key in a repository.

Administrator is what the user's own policies and those of its groups amount to, after Deny statements and its boundary. The rule needs the credential report for the device, and is silent about users that can neither sign in nor use a key.`,
	Remediation: "Have the user register a FIDO2 security key at once, and let administrators take a role that asks for MFA.",
	Severity:    rule.Critical,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:iam_administrator_access_with_mfa", "fsbp:IAM.19", "pmapper:admin_users_without_mfa", "aisf:AISF-IAM-01"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider, account.AdministratorsProvider},
	Run:      adminMFAMissing,
})

func adminMFAMissing(pass *analysis.Pass) (any, error) {
	admins := account.Of[account.Administrators](pass, account.AdministratorsProvider)
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		admin := admins.Find(row.ARN.Value)
		usable := row.PasswordEnabled.Value || row.Keys[0].Active.Value || row.Keys[1].Active.Value
		if admin == nil || !withoutMFA(row) || !usable {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      row.At(row.MFAActive.Span),
			Subject: subject(row),
			Message: fmt.Sprintf("user %q is administrator by policy %q and has no MFA device, so its password or key alone is the whole account", row.User.Value, admin.By.Name),
			Content: "mfa",
			Related: []rule.Related{{At: admin.By.At, Message: "what makes it administrator"}},
		})
	}
	return nil, nil
}
