package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// PrincipalMissing reports where a statement of a resource or trust policy names no principal.
var PrincipalMissing = newRule(rule.Meta{
	ID:    "principal-missing",
	Area:  "syntax",
	Title: "A statement of a resource or trust policy names no principal",
	Text: `The policy of a resource says who may do something with it. A statement that names nobody applies to nobody; AWS refuses it.

The rule is silent about identity policies and service control policies, which have no principals.`,
	Remediation: "Name the principals: accounts, roles or services.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/MISSING_PRINCIPAL", "parliament:MALFORMED"},
	Since:       "0.1.0",
}, "it applies to nobody and AWS refuses the policy", policy.PrincipalMissing)
