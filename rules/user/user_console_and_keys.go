package user

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConsoleAndKeys reports users who are a person and a program at once.
var ConsoleAndKeys = rule.New(rule.Meta{
	ID:    "user-console-and-keys",
	Area:  "user",
	Title: "A user has both a console password and an active access key",
	Text: `A password says that a person uses the identity, a key that a program does. One user for both gets the rights of both, so that a key found in a script can do what the person may do in the console, and the log cannot tell which of them acted. Taking one away when the person leaves breaks the other.

Inactive keys do not count.`,
	Remediation: `Let the program use a role, and the person sign in for temporary credentials instead of keys (aws login, or aws sso login with IAM Identity Center), then delete the key:
aws iam delete-access-key --user-name alice --access-key-id AKIA...`,
	Severity:   rule.Low,
	Confidence: rule.HighConfidence,
	References: []string{"cis-1.4:1.11", "cis-1.5:1.11", "cis-2.0:1.11", "cis-3.0:1.11", "cis-4.0:1.11", "cis-5.0:1.10", "cis-6.0:2.10"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider},
	Run:      consoleAndKeys,
})

func consoleAndKeys(pass *analysis.Pass) (any, error) {
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		keys := activeKeys(row)
		if !row.PasswordEnabled.Value || len(keys) == 0 {
			continue
		}
		f := rule.Finding{
			At:      row.At(row.PasswordEnabled.Span),
			Subject: rowSubject(row),
			Message: fmt.Sprintf("user %q has a console password and %s, so a person's rights and a program's are one identity", row.User.Value, countKeys(keys)),
			Content: "password and access key",
		}
		for _, key := range keys {
			f.Related = append(f.Related, rule.Related{At: row.At(key.Active.Span), Message: fmt.Sprintf("access key %d is active", key.Number)})
		}
		rule.Report(pass, f)
	}
	return nil, nil
}
