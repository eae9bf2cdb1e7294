package role

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ServiceUnused reports where a principal is allowed services that it does not use.
var ServiceUnused = rule.New(rule.Meta{
	ID:    "granted-service-unused",
	Area:  "role",
	Title: "A principal is allowed services that it does not use",
	Text: `IAM tells when a principal last used each service that its policies allow. What was not used in the window can be taken away without anybody noticing, but an attacker.

One finding names the services of a principal and, where it is short, what would remain. The window is that for unused credentials, 45 days by default. The rule is silent about services used within the window and about roles that AWS makes, for itself or to administer accounts (service-linked roles, IAM Identity Center, landing zones). It needs generate-service-last-accessed-details of the principal.`,
	Remediation: `Take the services out of the policies of the principal, or write its policy anew from what it uses:
aws accessanalyzer start-policy-generation --policy-generation-details principalArn=ARN --cloud-trail-details file://trail.json`,
	Severity:   rule.Low,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.ServiceAccessesProvider, account.ClockProvider, rule.Config},
	Run:      serviceUnused,
})

func serviceUnused(pass *analysis.Pass) (any, error) {
	clock, limit := account.Of[account.Clock](pass, account.ClockProvider), rule.SettingsOf(pass).UnusedAfter
	for _, access := range account.Of[account.ServiceAccesses](pass, account.ServiceAccessesProvider).List {
		if access.Principal == "" || madeByAWS(access.Principal) {
			continue
		}
		var unused, used []string
		var at account.Place
		for _, use := range access.Services {
			if use.Last.Present() && clock.Days(use.Last.Value) <= limit {
				used = append(used, use.Namespace.Value)
				continue
			}
			if len(unused) == 0 {
				at = access.At(use)
			}
			unused = append(unused, use.Namespace.Value)
		}
		if len(unused) == 0 {
			continue
		}
		more := max(0, len(unused)-5)
		remains := ""
		switch {
		case len(used) == 0:
			remains = "; nothing would remain"
		case len(used) <= 5:
			remains = "; what remains is " + document.ActionList(used, 0)
		}
		_, name, _ := strings.Cut(access.Principal, "/")
		kind, _, _ := strings.Cut(access.Principal[strings.LastIndexByte(access.Principal, ':')+1:], "/")
		rule.Report(pass, rule.Finding{
			At:      at,
			Subject: rule.Subject{Type: kind, ARN: access.Principal, Name: name},
			Message: fmt.Sprintf("%s %q is allowed %s and has not used them for more than %d days, so they serve an intruder alone%s", kind, name, document.ActionList(unused[:len(unused)-more], more), limit, remains),
			Content: "unused services",
		})
	}
	return nil, nil
}

// madeByAWS says whether the ARN is of a role that AWS made, for itself or for a
// landing zone.
func madeByAWS(arn string) bool {
	return account.AWSOwnedRole(arn) || strings.Contains(arn, ":role/") && account.LandingZone(arn[strings.LastIndexByte(arn, '/')+1:])
}
