package user

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// LongLivedKeys reports users with access keys that do not expire.
var LongLivedKeys = rule.New(rule.Meta{
	ID:    "user-long-lived-keys",
	Area:  "user",
	Title: "A user reaches AWS with long-term access keys",
	Text: `An access key works until somebody deletes it. It is copied into files, images and build systems, and whoever finds a copy years later is the user. Roles give temporary credentials instead, which expire within hours: on AWS by themselves, outside through OIDC, SAML or IAM Roles Anywhere.

There is one finding for each user with an active key, for auditors, because some third-party products accept nothing else. Age, disuse and a second key are the matter of the access-key rules.`,
	Remediation: `Find what uses the key, give that a role, then switch the key off and delete it when nothing breaks:
aws iam get-access-key-last-used --access-key-id AKIA...
aws iam update-access-key --user-name deploy --access-key-id AKIA... --status Inactive`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	References: []string{"prowler:iam_user_with_temporary_credentials", "aisf:AISF-IAM-03"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider},
	Run:      longLivedKeys,
})

func longLivedKeys(pass *analysis.Pass) (any, error) {
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		keys := activeKeys(row)
		if len(keys) == 0 {
			continue
		}
		f := rule.Finding{
			At:      row.At(keys[0].Active.Span),
			Subject: rowSubject(row),
			Message: fmt.Sprintf("user %q has %s that never expires, so a copy found years from now still works", row.User.Value, countKeys(keys)),
			Content: "access keys",
		}
		if len(keys) == 2 {
			f.Message = fmt.Sprintf("user %q has two active access keys that never expire, so a copy found years from now still works", row.User.Value)
			f.Related = []rule.Related{{At: row.At(keys[1].Active.Span), Message: "the second active key"}}
		}
		rule.Report(pass, f)
	}
	return nil, nil
}
