package credential

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// KeyTwoActive reports users with two active access keys.
var KeyTwoActive = rule.New(rule.Meta{
	ID:    "access-key-two-active",
	Area:  "credential",
	Title: "A user has two active access keys",
	Text: `The second key exists so that the first can be replaced without an outage. Where both stay active, there are twice as many secrets to lose, usually one of them forgotten, and the next replacement has to begin with finding out which one is in use.

The rule is silent while a replacement is under way: as long as the younger key is at most as many days old as configured, 7 by default. An inactive second key does not count.`,
	Remediation: `See which key is used, move what still uses the older one, then delete it:
aws iam get-access-key-last-used --access-key-id AKIA...
aws iam delete-access-key --user-name deploy --access-key-id AKIA...`,
	Severity:   rule.Low,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.13", "cis-1.5:1.13", "cis-2.0:1.13", "cis-3.0:1.13", "cis-4.0:1.13", "cis-5.0:1.12",
		"cis-6.0:2.12", "prowler:iam_user_two_active_access_key", "aisf:AISF-IAM-03",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider, account.ClockProvider, rule.Config},
	Run:      keyTwoActive,
})

func keyTwoActive(pass *analysis.Pass) (any, error) {
	grace, clock := rule.SettingsOf(pass).KeyRotationGrace, account.Of[account.Clock](pass, account.ClockProvider)
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		first, second := row.Keys[0], row.Keys[1]
		if !first.Active.Value || !second.Active.Value {
			continue
		}
		// Which slot holds the younger key depends on which was free.
		older, younger := first, second
		if first.Rotated.Value.After(second.Rotated.Value) {
			older, younger = second, first
		}
		age := clock.Days(younger.Rotated.Value)
		if !younger.Rotated.Known || age <= grace {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      row.At(younger.Active.Span),
			Subject: subject(row),
			Message: fmt.Sprintf("user %q has had two active access keys for %s, so one more secret than needed can leak", row.User.Value, days(age)),
			Content: "two active access keys",
			Scope:   row.At(younger.Active.Span),
			Related: []rule.Related{{At: row.At(older.Active.Span), Message: fmt.Sprintf("access key %d is active, too", older.Number)}},
		})
	}
	return nil, nil
}
