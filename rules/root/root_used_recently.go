package root

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// UsedRecently reports a root user that was used inside the window.
var UsedRecently = rule.New(rule.Meta{
	ID:    "root-used-recently",
	Area:  "root",
	Title: "The root user was used recently",
	Text: `Only a handful of tasks need root, and months pass between them. A recent sign-in or call with a root key means that root does work for which an ordinary identity, one that policies limit and that names a person, would do; or that somebody else has its credentials.

The rule compares the dates of last use in the credential report with the day of the exports and is silent when the newest lies further back than the configured window of days. Where root acted on several days, root-used-daily speaks instead.`,
	Remediation: `Find out who signed in and what for, and give that person a role. The events of root are in CloudTrail:
aws cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=Username,AttributeValue=root`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.7", "cis-1.5:1.7", "cis-2.0:1.7", "cis-3.0:1.7", "cis-4.0:1.7", "cis-5.0:1.6",
		"cis-6.0:2.6", "cis-7.0:2.7", "fsbp:IAM.20", "prowler:iam_avoid_root_usage", "aisf:AISF-IAM-04",
	},
	SubsumedBy: []string{"root-used-daily"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider, account.ClockProvider, rule.Config},
	Run:      usedRecently,
})

func usedRecently(pass *analysis.Pass) (any, error) {
	row, err := rowOf(account.Of[account.CredentialReport](pass, account.CredentialReportProvider))
	if err != nil {
		return nil, err
	}
	uses := lastUses(row)
	if len(uses) == 0 {
		return nil, nil
	}
	newest := uses[len(uses)-1]
	window := rule.SettingsOf(pass).RootUseWindow
	if account.Of[account.Clock](pass, account.ClockProvider).Age(newest.time) > rule.Days(window) {
		return nil, nil
	}
	rule.Report(pass, rule.Finding{
		At:      newest.at,
		Subject: subject(row.ARN.Value),
		Message: fmt.Sprintf("the root user was last used on %s (%s), within the last %d days, for work that identities with limits should do", newest.day(), newest.what, window),
		Content: "last used",
	})
	return nil, nil
}
