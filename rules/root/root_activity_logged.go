package root

import (
	"fmt"
	"slices"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ActivityLogged reports root's calls that another identity could have made.
var ActivityLogged = rule.New(rule.Meta{
	ID:    "root-activity-logged",
	Area:  "root",
	Title: "The root user did work that does not need root",
	Text: `CloudTrail shows API calls of root that are not among the few tasks for which AWS demands root. Each could have been made by a role that policies limit and that names a person; a call that nobody can explain is the trace of stolen root credentials.

There is one finding for each kind of call, with the number of events and the first of them. Calls that failed count, because somebody held root's credentials.

Silent are: signing in; root's own password, address, MFA devices, keys and certificates; closing the account and its settings; IAM access to billing; removing a bucket policy, changing a queue's attributes and switching on MFA Delete; events that the configuration allows; calls that a service made for root; and look-ups in a console session, which the console makes by itself. Look-ups with a root access key do count, and so do those that hand out secrets, data or credentials. Giving permissions back to an administrator looks the same as giving them to an intruder and is reported.`,
	Remediation: `Ask who made the calls, and give that person a role for it. Look at the events of one name:
aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateUser
Events that root has to cause in your account belong into the configuration, under allowed-root-events.`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.7", "cis-1.5:1.7", "cis-2.0:1.7", "cis-3.0:1.7", "cis-4.0:1.7", "cis-5.0:1.6",
		"cis-6.0:2.6", "cis-7.0:2.7", "fsbp:IAM.20",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.TrailProvider, rule.Config},
	Run:      activityLogged,
})

func activityLogged(pass *analysis.Pass) (any, error) {
	allowed := rule.SettingsOf(pass).AllowedRootEvents
	calls := make(map[string][]*account.Event)
	var order []string
	for _, e := range account.Of[account.Trail](pass, account.TrailProvider).Events {
		if !e.Root || e.ByService || onlyRoot(e) || consoleRead(e) || slices.Contains(allowed, e.Name.Value) {
			continue
		}
		call := service(e) + ":" + e.Name.Value
		if calls[call] == nil {
			order = append(order, call)
		}
		calls[call] = append(calls[call], e)
	}
	root := subject(arnOf(account.Of[account.Account](pass, account.Exports)))
	for _, call := range order {
		events := calls[call]
		f := rule.Finding{
			At:      events[0].File.At(events[0].Name.Span),
			Subject: root,
			Message: fmt.Sprintf("the root user called %s %s, which an identity with limits could have done", call, count(events)),
			Content: call,
		}
		for _, e := range events[1:min(len(events), 6)] {
			f.Related = append(f.Related, rule.Related{At: e.File.At(e.Name.Span), Message: "again on " + date(e)})
		}
		rule.Report(pass, f)
	}
	return nil, nil
}

// count says how often, when, and with what success.
func count(events []*account.Event) string {
	failed := 0
	for _, e := range events {
		if e.Failed {
			failed++
		}
	}
	text := "on " + date(events[0])
	if len(events) > 1 {
		text = fmt.Sprintf("%d times, first on %s", len(events), date(events[0]))
	}
	if failed > 0 {
		text += fmt.Sprintf(" (%d of %d failed)", failed, len(events))
	}
	return text
}

func date(e *account.Event) string { return e.Time.UTC().Format(time.DateOnly) }
