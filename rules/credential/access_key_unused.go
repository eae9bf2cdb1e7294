package credential

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// KeyUnused reports active access keys that nobody needs.
var KeyUnused = rule.New(rule.Meta{
	ID:    "access-key-unused",
	Area:  "credential",
	Title: "An active access key has not been used for long",
	Text: `A key that nothing uses can be deleted without harm, and kept only for harm: its owner does not notice when somebody else begins to use it.

A key counts as unused when its last use is more days ago than configured, 45 by default. One that was never used counts from its creation or its last change of status on; where it was made together with its user, access-key-never-used speaks instead. AWS began to record uses in April 2015.`,
	Remediation: `Switch the key off, and delete it when nobody complains:
aws iam update-access-key --user-name deploy --access-key-id AKIA... --status Inactive
aws iam delete-access-key --user-name deploy --access-key-id AKIA...`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.12", "cis-1.5:1.12", "cis-2.0:1.12", "cis-3.0:1.12", "cis-4.0:1.12", "cis-5.0:1.11",
		"cis-6.0:2.11", "cis-7.0:2.11", "fsbp:IAM.8", "fsbp:IAM.22", "prowler:iam_user_accesskey_unused", "aisf:AISF-IAM-03",
	},
	SubsumedBy: []string{"access-key-never-used"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider, account.ClockProvider, rule.Config},
	Run:      keyUnused,
})

func keyUnused(pass *analysis.Pass) (any, error) {
	limit, clock := rule.SettingsOf(pass).UnusedAfter, account.Of[account.Clock](pass, account.ClockProvider)
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		for _, key := range row.Keys {
			var message string
			switch {
			case !key.Active.Value:
				continue
			case key.LastUsed.Known && clock.Days(key.LastUsed.Value) > limit:
				message = fmt.Sprintf("was last used %s ago, on %s", days(clock.Days(key.LastUsed.Value)), day(key.LastUsed.Value))
			case neverUsed(key.LastUsed) && key.Rotated.Known && clock.Days(key.Rotated.Value) > limit:
				message = fmt.Sprintf("was never used in the %s since %s", days(clock.Days(key.Rotated.Value)), day(key.Rotated.Value))
			default:
				continue
			}
			rule.Report(pass, keyFinding(row, key, key.LastUsed.Span, message+", so nobody would notice its misuse"))
		}
	}
	return nil, nil
}
