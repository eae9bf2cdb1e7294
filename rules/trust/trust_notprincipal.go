package trust

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// NotPrincipal reports where a trust policy uses NotPrincipal.
var NotPrincipal = document.NewRule(rule.Meta{
	ID:          "trust-notprincipal",
	Area:        "trust",
	Title:       "A trust policy uses NotPrincipal",
	Text:        "NotPrincipal with Allow trusts everybody who is not listed, in every account of AWS. IAM refuses the element in trust policies, so that the document is not the one in force, or comes from another tool that does not refuse it.",
	Remediation: "List in Principal who may take the role.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL"},
	Since:       "0.1.0",
}, "it trusts the whole world or is not in force", policy.TrustNotPrincipal)
