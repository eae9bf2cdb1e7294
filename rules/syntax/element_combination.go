package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ElementCombination reports where a statement has an element and its Not form.
var ElementCombination = newRule(rule.Meta{
	ID:    "element-combination",
	Area:  "syntax",
	Title: "A statement has an element and its Not form",
	Text: `Action and NotAction, Resource and NotResource, Principal and NotPrincipal exclude one another. AWS refuses a statement with both, and readers guess differently which one counts.

The rule is silent about Not forms that stand alone.`,
	Remediation: "Keep the one that says what is meant and remove the other.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/UNSUPPORTED_ELEMENT_COMBINATION", "parliament:MALFORMED"},
	Since:       "0.1.0",
}, "AWS refuses the policy", policy.ElementCombination)
