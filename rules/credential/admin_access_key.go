package credential

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AdminAccessKey reports where an administrator has an access key.
var AdminAccessKey = rule.New(rule.Meta{
	ID:    "admin-access-key",
	Area:  "credential",
	Title: "An administrator has an access key",
	Text: `A long-term key of an administrator opens the whole account to whoever copies it from a laptop, a repository or a build log, until somebody notices and deletes it. Administrators can work with temporary credentials of a role.

Administrator is what the user's own policies and those of its groups amount to, after Deny statements and its boundary.`,
	Remediation: `Sign in with IAM Identity Center or a role, and delete the key:
aws iam delete-access-key --user-name alice --access-key-id AKIA...`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider, account.AdministratorsProvider},
	Run:      adminAccessKey,
})

func adminAccessKey(pass *analysis.Pass) (any, error) {
	admins := account.Of[account.Administrators](pass, account.AdministratorsProvider)
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		admin := admins.Find(row.ARN.Value)
		if admin == nil {
			continue
		}
		for _, key := range row.Keys {
			if !key.Active.Value {
				continue
			}
			finding := keyFinding(row, key, key.Active.Span, fmt.Sprintf("is that of an administrator (policy %q), so a copy of it is the whole account", admin.By.Name))
			finding.Related = []rule.Related{{At: admin.By.At, Message: "what makes the user administrator"}}
			rule.Report(pass, finding)
		}
	}
	return nil, nil
}
