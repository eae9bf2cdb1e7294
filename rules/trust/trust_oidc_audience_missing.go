package trust

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// OIDCAudienceMissing reports where an OIDC trust does not check for whom the token was made.
var OIDCAudienceMissing = rule.New(rule.Meta{
	ID:    "trust-oidc-audience-missing",
	Area:  "trust",
	Title: "An OIDC trust does not check for whom the token was made",
	Text: `A token names the client that it was made for in aud. A role that does not check it accepts tokens that the same provider made for another application, whose operator can pass them on.

For Amazon and Facebook logins app_id says the same. The rule is silent where no claim is checked at all, which is worse and reported by other rules, about Cognito, and about providers whose tokens carry another claim that only this client can have.`,
	Remediation: `Ask for the audience: "StringEquals": {"PROVIDER:aud": "sts.amazonaws.com"}`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(oidcAudienceMissing),
})

func oidcAudienceMissing(_ *analysis.Pass, t trusting) []complaint {
	var found []complaint
	for _, p := range t.oidc() {
		if p.host == cognito || len(t.LimitsOf(p.host+":")) == 0 || p.limited(t, "aud", "app_id", "oaud", "azp") {
			continue
		}
		found = append(found, complaint{at: p.Value.Span, message: fmt.Sprintf("accepts tokens that %s made for any client, because no condition limits %s", p.host, p.claim("aud"))})
	}
	return found
}
