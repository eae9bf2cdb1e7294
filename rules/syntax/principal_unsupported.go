package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// PrincipalUnsupported reports where an identity policy names a principal.
var PrincipalUnsupported = newRule(rule.Meta{
	ID:    "principal-unsupported",
	Area:  "syntax",
	Title: "An identity policy names a principal",
	Text: `An identity policy applies to whom it is attached to. AWS refuses Principal and NotPrincipal in it, so the policy that somebody meant to set is not in force. Often a resource policy was meant.

The rule is silent about trust policies and resource policies. A document that stands alone and names principals counts as one of those.`,
	Remediation: "Remove Principal, or attach the document to the resource.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/UNSUPPORTED_PRINCIPAL", "parliament:MALFORMED"},
	Since:       "0.1.0",
}, "AWS refuses it", policy.PrincipalUnsupported)
