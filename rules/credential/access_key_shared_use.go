package credential

import (
	"cmp"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// KeySharedUse reports access keys that several people or machines hold.
var KeySharedUse = rule.New(rule.Meta{
	ID:    "access-key-shared-use",
	Area:  "credential",
	Title: "One access key is used from many places at once",
	Text: `A key that calls from several networks within an hour lies on several machines. Either people share it, and then nobody can tell who acted or take it back from one of them, or one of the holders stole it.

The rule looks at CloudTrail events of each long-term key, the root user's included, in every span of one hour. It fires on calls from three networks, or from two networks with three programs (the first product in the user agent). A network is the /16 of an IPv4 address or the /32 of an IPv6 address, so that the addresses of one site or provider usually count once. Calls that an AWS service made for the user do not count, nor do sources that are no addresses.

A traveller, a proxy with exits in several networks and a program that runs in many regions look alike, hence the medium confidence. Temporary credentials are not judged.`,
	Remediation: `Find the holders by address and user agent, then replace the key, and give each of them an identity or a role of its own:
aws cloudtrail lookup-events --lookup-attributes AttributeKey=AccessKeyId,AttributeValue=AKIA...
aws iam update-access-key --user-name deploy --access-key-id AKIA... --status Inactive`,
	Severity:   rule.High,
	Confidence: rule.MediumConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.TrailProvider},
	Run:      keySharedUse,
})

func keySharedUse(pass *analysis.Pass) (any, error) {
	uses := make(map[string][]use)
	var keys []string
	for _, e := range account.Of[account.Trail](pass, account.TrailProvider).Events {
		u, ok := useOf(e)
		if !ok {
			continue
		}
		if uses[e.AccessKey] == nil {
			keys = append(keys, e.AccessKey)
		}
		uses[e.AccessKey] = append(uses[e.AccessKey], u)
	}
	for _, key := range keys {
		hour := sharedHour(uses[key])
		if hour == nil {
			continue
		}
		last, before := hour[len(hour)-1], hour[:len(hour)-1]
		f := rule.Finding{
			At:      last.place(),
			Subject: holder(last.event),
			Message: fmt.Sprintf("access key %s of %s was used from %s within one hour on %s, so several people or machines hold it",
				key, title(last.event), spread(hour), day(last.event.Time)),
			Content: key,
		}
		for _, u := range before[:min(len(before), 5)] {
			f.Related = append(f.Related, rule.Related{At: u.place(), Message: fmt.Sprintf("%s from %s with %s at %s",
				u.event.Name.Value, u.event.SourceIP, cmp.Or(u.program, "an unnamed program"), u.event.Time.UTC().Format("15:04:05"))})
		}
		rule.Report(pass, f)
	}
	return nil, nil
}

// holder is the identity to which the key of an event belongs.
func holder(e *account.Event) rule.Subject {
	if e.Root {
		return rule.Subject{Type: "root", ARN: e.UserARN, Name: "root"}
	}
	return rule.Subject{Type: "user", ARN: e.UserARN, Name: e.UserName}
}

func title(e *account.Event) string {
	if e.Root {
		return "the root user"
	}
	return fmt.Sprintf("user %q", cmp.Or(e.UserName, e.UserARN))
}
