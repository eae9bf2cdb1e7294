package trust

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// OIDCConditionMissing reports where a role trusts an OIDC provider without any condition on its claims.
var OIDCConditionMissing = rule.New(rule.Meta{
	ID:    "trust-oidc-condition-missing",
	Area:  "trust",
	Title: "A role trusts an OIDC provider without any condition on its claims",
	Text: `Everybody to whom the provider gives a token can take the role: for a public provider, such as a CI service or a social login, that is the whole world.

A condition counts when it lets a claim have certain values only; patterns of only stars and negated operators do not. The rule is silent about GitHub, Cognito and EKS clusters, which have rules of their own.`,
	Remediation: `Ask for the audience and the subject of the tokens that you mean:
"Condition": {"StringEquals": {"PROVIDER:aud": "sts.amazonaws.com", "PROVIDER:sub": "SUBJECT"}}`,
	Severity:   rule.Critical,
	Confidence: rule.HighConfidence,
	References: []string{"aa:SECURITY_WARNING/MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(oidcConditionMissing),
})

func oidcConditionMissing(_ *analysis.Pass, t trusting) []complaint {
	var found []complaint
	for _, p := range t.oidc() {
		if p.isGitHub() || p.isCluster() || p.host == cognito || len(t.LimitsOf(p.host+":")) > 0 {
			continue
		}
		found = append(found, complaint{at: p.Value.Span, message: fmt.Sprintf("can be taken by everybody who has a token of %s, because no condition limits its claims", p.host)})
	}
	return found
}
