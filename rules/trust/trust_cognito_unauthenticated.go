package trust

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// CognitoUnauthenticated reports where a Cognito trust does not require its pool and an authenticated identity.
var CognitoUnauthenticated = rule.New(rule.Meta{
	ID:    "trust-cognito-unauthenticated",
	Area:  "trust",
	Title: "A Cognito trust does not require its pool and an authenticated identity",
	Text: `Every Cognito identity pool, of whomever, is behind the same provider. Without a condition on aud another account's pool can take the role; without one on amr a guest of the own pool can, who has shown nothing.

A role that is made for guests admits amr "unauthenticated" on purpose. It is reported all the same: whoever loads the application has its permissions. The rule is silent where aud names the pool and amr asks for authenticated.`,
	Remediation: `Ask for both:
"StringEquals": {"cognito-identity.amazonaws.com:aud": "POOL_ID"}, "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(cognitoUnauthenticated),
})

func cognitoUnauthenticated(_ *analysis.Pass, t trusting) []complaint {
	var found []complaint
	for _, p := range t.oidc() {
		switch {
		case p.host != cognito:
		case !p.limited(t, "aud"):
			found = append(found, complaint{at: p.Value.Span, message: "can be taken through the identity pool of any account, because no condition limits " + p.claim("aud")})
		case !authenticatedOnly(t.LimitsOf(p.claim("amr"))):
			found = append(found, complaint{at: p.Value.Span, message: "can be taken by guests of its identity pool, because no condition asks " + p.claim("amr") + " for authenticated"})
		}
	}
	return found
}

// authenticatedOnly says whether a limit of the claim amr keeps guests out.
func authenticatedOnly(limits []policy.Limit) bool {
	for _, l := range limits {
		guests := l.Quantity == "ForAllValues" || l.IfExists
		for _, v := range l.Patterns {
			guests = guests || policy.Match(v.Text, "unauthenticated")
		}
		if !guests {
			return true
		}
	}
	return false
}
