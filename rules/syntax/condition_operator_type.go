package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionOperatorType reports where an operator does not fit the type of its key.
var ConditionOperatorType = newRule(rule.Meta{
	ID:    "condition-operator-type",
	Area:  "syntax",
	Title: "An operator does not fit the type of its key",
	Text: `A key of the type Bool is tested with Bool, a number with Numeric operators, an address with IpAddress. With another operator the test compares texts, or fails for every request, and a Deny then denies nothing.

The rule is silent about string operators on ARNs, about ARN operators on texts, and about dates compared as seconds.`,
	Remediation: "Use the operator of the key's type.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:WARNING/TYPE_MISMATCH", "parliament:MISMATCHED_TYPE"},
	Since:       "0.1.0",
}, "the test does not do what it says", policy.OperatorType)
