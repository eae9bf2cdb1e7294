package trust

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SAMLAudienceMissing reports where a SAML trust does not check for which endpoint the assertion was made.
var SAMLAudienceMissing = rule.New(rule.Meta{
	ID:          "trust-saml-audience-missing",
	Area:        "trust",
	Title:       "A SAML trust does not check for which endpoint the assertion was made",
	Text:        "SAML:aud is the endpoint that an assertion was made for. A role that does not check it accepts assertions that the identity provider made for another service, if somebody gets hold of one.",
	Remediation: `Ask for it: "StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(samlAudienceMissing),
})

func samlAudienceMissing(_ *analysis.Pass, t trusting) []complaint {
	if len(t.LimitsOf("SAML:aud")) > 0 {
		return nil
	}
	var found []complaint
	for _, p := range t.Principal.Entries {
		if p.Type == "Federated" && strings.Contains(p.Value.Text, ":saml-provider/") {
			found = append(found, complaint{at: p.Value.Span, message: "accepts SAML assertions made for any endpoint, because no condition limits SAML:aud"})
		}
	}
	return found
}
