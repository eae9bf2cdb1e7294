package root

import (
	"fmt"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// UsedDaily reports a root user that acted on several days.
var UsedDaily = rule.New(rule.Meta{
	ID:    "root-used-daily",
	Area:  "root",
	Title: "The root user serves as an everyday identity",
	Text: `An account in which root acts on one day after another is run with an identity that no policy limits and that names nobody. Its password or keys are then in daily use, on ordinary devices, and a single phished session or leaked key gives the whole account away.

The rule counts the days (UTC) of the configured window on which root acted: its CloudTrail events of every name, and the dates of last use in one or more credential reports. It fires from the configured number of days on, three by default. A single credential report cannot show a habit, so that without CloudTrail events the rule needs several.

Calls that an AWS service made on root's behalf do not count, nor do attempts to sign in that failed.`,
	Remediation: `Give the people behind these events roles of their own, for example through IAM Identity Center, delete root's access keys and lock root's MFA device away. Where the organization manages root centrally, remove root's password:
aws iam delete-login-profile`,
	Severity:   rule.Critical,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.7", "cis-1.5:1.7", "cis-2.0:1.7", "cis-3.0:1.7", "cis-4.0:1.7", "cis-5.0:1.6",
		"cis-6.0:2.6", "cis-7.0:2.7", "fsbp:IAM.20", "prowler:iam_avoid_root_usage", "aisf:AISF-IAM-04",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, usesProvider, rule.Config},
	Run:      usedDaily,
})

func usedDaily(pass *analysis.Pass) (any, error) {
	uses := pass.ResultOf[usesProvider].([]use)
	if len(uses) == 0 {
		return nil, nil
	}
	a, settings := account.Of[account.Account](pass, account.Exports), rule.SettingsOf(pass)
	until := uses[len(uses)-1].time
	if a.Clock != nil {
		until = a.Clock.Time
	}
	days := daysSince(uses, until.Add(-rule.Days(settings.RootUseWindow)))
	if len(days) == 0 || len(days) < settings.RootUseDays {
		return nil, nil
	}
	newest, oldest := days[0], days[len(days)-1]
	f := rule.Finding{
		At:      newest.at,
		Subject: subject(arnOf(a)),
		Message: fmt.Sprintf("the root user acted on %d days between %s and %s, so an identity without limits serves for everyday work", len(days), oldest.day(), newest.day()),
		Content: "days of use",
	}
	for _, u := range days[1:min(len(days), 6)] {
		f.Related = append(f.Related, rule.Related{At: u.at, Message: u.what + " on " + u.day()})
	}
	rule.Report(pass, f)
	return nil, nil
}

// daysSince is the last use of each day from a moment on, newest first.
func daysSince(uses []use, since time.Time) []use {
	var days []use
	for i := len(uses) - 1; i >= 0 && !uses[i].time.Before(since); i-- {
		if len(days) == 0 || uses[i].day() != days[len(days)-1].day() {
			days = append(days, uses[i])
		}
	}
	return days
}
