package trust

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// RolesAnywhereUnrestricted reports where a role for IAM Roles Anywhere accepts any certificate.
var RolesAnywhereUnrestricted = rule.New(rule.Meta{
	ID:    "trust-rolesanywhere-unrestricted",
	Area:  "trust",
	Title: "A role for IAM Roles Anywhere accepts any certificate",
	Text: `Every trust anchor of the account can vouch for this role, with a certificate for whatever subject. Whoever gets one certificate of any of them, made for another purpose, takes the role.

The rule is silent where a condition names the trust anchor (aws:SourceArn) or limits the certificate (aws:PrincipalTag/x509Subject/... and the like).`,
	Remediation: `Name the trust anchor and the subject:
"ArnEquals": {"aws:SourceArn": "TRUST_ANCHOR_ARN"}, "StringEquals": {"aws:PrincipalTag/x509Subject/CN": "NAME"}`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(rolesAnywhereUnrestricted),
})

func rolesAnywhereUnrestricted(_ *analysis.Pass, t trusting) []complaint {
	if len(t.LimitsOf("aws:SourceArn")) > 0 || len(t.LimitsOf("aws:PrincipalTag/x509")) > 0 || len(t.LimitsOf("aws:PrincipalTag/")) > 0 {
		return nil
	}
	var found []complaint
	for _, p := range t.rolesAnywhere() {
		found = append(found, complaint{at: p.Value.Span, message: "accepts a certificate of any trust anchor with any subject, because no condition names either"})
	}
	return found
}
