package trust

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// OIDCAudienceQualifier reports where the audience of a token is tested with a set operator.
var OIDCAudienceQualifier = rule.New(rule.Meta{
	ID:    "trust-oidc-audience-qualifier",
	Area:  "trust",
	Title: "The audience of a token is tested with a set operator",
	Text: `aud holds one value for AWS. ForAllValues is met by a token without it, and so lets in what the test should keep out; ForAnyValue says nothing more than the plain operator.

The rule is silent about amr of Cognito, which holds a list.`,
	Remediation: "Write the plain operator: StringEquals.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SECURITY_WARNING/FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE", "aa:SUGGESTION/CONFIRM_AUDIENCE_CLAIM_TYPE"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(oidcAudienceQualifier),
})

func oidcAudienceQualifier(_ *analysis.Pass, t trusting) []complaint {
	var found []complaint
	for _, p := range t.oidc() {
		for i := range t.Conditions {
			c := &t.Conditions[i]
			name := policy.ParseOperator(c.Operator)
			if !strings.EqualFold(c.Key.Text, p.claim("aud")) || name.Qualifier == "" {
				continue
			}
			why := "though it holds one value"
			if name.Qualifier == "ForAllValues" {
				why = "which a token without it meets"
			}
			found = append(found, complaint{at: c.OperatorAt, message: fmt.Sprintf("tests %s with %s, %s", c.Key.Text, c.Operator, why)})
		}
	}
	return found
}
