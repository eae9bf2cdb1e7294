package trust

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// PrincipalARNWildcard reports where a condition on the caller's ARN matches look-alikes in other accounts.
var PrincipalARNWildcard = rule.New(rule.Meta{
	ID:    "trust-principal-arn-wildcard",
	Area:  "trust",
	Title: "A condition on the caller's ARN matches look-alikes in other accounts",
	Text: `The statement trusts "*" and narrows it by aws:PrincipalArn, but the account in the pattern is a wildcard, or a star before the name runs over it: anybody can make a role of that name in an account of their own.

The rule is silent where the principals are named, be it a whole account, or another condition pins the account, the organization or an external id.`,
	Remediation: "Write the account id into the pattern: arn:aws:iam::111122223333:role/NAME.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(principalARNWildcard),
})

func principalARNWildcard(_ *analysis.Pass, t trusting) []complaint {
	everyone := false
	for _, p := range t.Principal.Entries {
		everyone = everyone || p.Everyone()
	}
	if !everyone || len(t.LimitsOf("aws:PrincipalOrgID")) > 0 || len(t.LimitsOf("aws:PrincipalOrgPaths")) > 0 || len(t.LimitsOf("aws:PrincipalAccount")) > 0 || len(t.LimitsOf("sts:ExternalId")) > 0 {
		return nil
	}
	var found []complaint
	for _, l := range t.LimitsOf("aws:PrincipalArn") {
		for _, v := range attainable(l) {
			if parts := strings.SplitN(v.Text, ":", 6); len(parts) < 6 || hasWildcard(parts[4]) {
				found = append(found, complaint{at: v.Span, message: fmt.Sprintf("can be taken by a look-alike, because %q fits roles in any account", v.Text)})
			}
		}
	}
	return found
}
