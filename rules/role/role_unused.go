package role

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// Unused reports where a role has not been used for long.
var Unused = rule.New(rule.Meta{
	ID:    "role-unused",
	Area:  "role",
	Title: "A role has not been used for long",
	Text: `A role that nothing uses does no work, and waits for somebody who finds a way in. Its permissions were right for what it once did.

A role counts as unused when its last use, which IAM records for 400 days, is more days ago than configured, 45 by default; one without a last use when it was made longer ago than that. The rule is silent about roles that AWS makes, about those of landing zones and break-glass names, which nobody uses on purpose, and not evaluated where no role tells of its use.`,
	Remediation: `Ask its owner, then delete it:
aws iam get-role --role-name deploy
aws iam delete-role --role-name deploy`,
	Severity:   rule.Low,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.ClockProvider, rule.Config},
	Run:      unused,
})

func unused(pass *analysis.Pass) (any, error) {
	roles, err := listed(pass)
	if err != nil {
		return nil, err
	}
	clock, settings := account.Of[account.Clock](pass, account.ClockProvider), rule.SettingsOf(pass)
	if !slices.ContainsFunc(roles, func(r *account.Role) bool { return r.LastUsed.Present() }) {
		return nil, rule.NoInput("last use of roles in the authorization details")
	}
	for _, r := range roles {
		at, message := r.Named(), ""
		switch {
		case slices.ContainsFunc(settings.BreakGlassUsers, func(pattern string) bool { return policy.Match(pattern, strings.ToLower(r.Name.Value)) }):
		case r.LastUsed.Present():
			if days := clock.Days(r.LastUsed.Value); days > settings.UnusedAfter {
				at, message = r.At(r.LastUsed.Span), fmt.Sprintf("was last used %d days ago", days)
			}
		case r.Create.Present():
			if days := clock.Days(r.Create.Value); days > settings.UnusedAfter {
				message = fmt.Sprintf("was not used in the %d days since it was made", min(days, 400))
				if days > 400 {
					message = "was not used in the 400 days for which IAM tells"
				}
			}
		}
		if message == "" {
			continue
		}
		rule.Report(pass, rule.Finding{At: at, Subject: subject(r), Message: fmt.Sprintf("role %q %s, so its permissions serve nobody but an intruder", r.Name.Value, message), Content: "unused"})
	}
	return nil, nil
}
