package credential

import (
	"fmt"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// KeyNeverUsed reports access keys that were made with the user, for nothing.
var KeyNeverUsed = rule.New(rule.Meta{
	ID:    "access-key-never-used",
	Area:  "credential",
	Title: "An access key made together with its user was never used",
	Text: `Such a key was made because a form or a script makes one for each user, and sent to somebody who did not ask for it. It lies unread in a mailbox or a downloads folder, active, and nobody misses it when it is stolen.

The rule compares the times at which the key and its user were made: at most five minutes apart. It is silent about keys that were used once, that are inactive, or that were made later, which access-key-unused judges by their age.`,
	Remediation: `Delete the key, and make keys only when somebody asks for one:
aws iam delete-access-key --user-name alice --access-key-id AKIA...`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.11", "cis-1.5:1.11", "cis-2.0:1.11", "cis-3.0:1.11", "cis-4.0:1.11", "cis-5.0:1.10",
		"cis-6.0:2.10", "prowler:iam_user_no_setup_initial_access_key", "aisf:AISF-IAM-03",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider},
	Run:      keyNeverUsed,
})

// together is how far apart a user and a key made in one go are at most.
const together = 5 * time.Minute

func keyNeverUsed(pass *analysis.Pass) (any, error) {
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		for _, key := range row.Keys {
			if !key.Active.Value || !neverUsed(key.LastUsed) || !key.Rotated.Known ||
				key.Rotated.Value.Sub(row.Create.Value).Abs() > together {
				continue
			}
			rule.Report(pass, keyFinding(row, key, key.LastUsed.Span,
				fmt.Sprintf("was made together with the user on %s and never used, so nobody would miss it when it is stolen", day(key.Rotated.Value))))
		}
	}
	return nil, nil
}
