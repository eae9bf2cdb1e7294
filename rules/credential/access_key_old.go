package credential

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// KeyOld reports access keys that should have been replaced.
var KeyOld = rule.New(rule.Meta{
	ID:    "access-key-old",
	Area:  "credential",
	Title: "An active access key is older than allowed",
	Text: `The longer a key lives, the more copies of it lie in backups, images, chats and the laptops of people who left, and nobody can say where. Replacing it makes all of them worthless at once, and shows whether anybody still knows how.

A key is old when its creation, or the last time its status was changed, is more days ago than configured: 90 by default. Inactive keys are the matter of access-key-inactive, those of the root user of root-access-key-present.`,
	Remediation: `Create a second key, give it to the program, and delete the old one when it is no longer used; better, give the program a role:
aws iam create-access-key --user-name deploy
aws iam delete-access-key --user-name deploy --access-key-id AKIA...`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.14", "cis-1.5:1.14", "cis-2.0:1.14", "cis-3.0:1.14", "cis-4.0:1.14", "cis-5.0:1.13",
		"cis-6.0:2.13", "cis-7.0:2.12", "fsbp:IAM.3", "prowler:iam_rotate_access_key_90_days", "aisf:AISF-IAM-03",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider, account.ClockProvider, rule.Config},
	Run:      keyOld,
})

func keyOld(pass *analysis.Pass) (any, error) {
	limit, clock := rule.SettingsOf(pass).AccessKeyMaxAge, account.Of[account.Clock](pass, account.ClockProvider)
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		for _, key := range row.Keys {
			age := clock.Days(key.Rotated.Value)
			if !key.Active.Value || !key.Rotated.Known || age <= limit {
				continue
			}
			rule.Report(pass, keyFinding(row, key, key.Rotated.Span,
				fmt.Sprintf("is %s old, more than the %d allowed, so every copy ever made of it still works", days(age), limit)))
		}
	}
	return nil, nil
}
