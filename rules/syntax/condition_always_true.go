package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionAlwaysTrue reports where a condition is met by every request.
var ConditionAlwaysTrue = newRule(rule.Meta{
	ID:    "condition-always-true",
	Area:  "syntax",
	Title: "A condition is met by every request",
	Text: `The condition limits nothing: a pattern of only stars on a key that every request has, or that IfExists lets be absent. Readers take the statement for limited.

The rule is silent about aws:SecureTransport.`,
	Remediation: "Remove the condition, or write the value that was meant.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SUGGESTION/REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"},
	Since:       "0.1.0",
}, "it limits nothing", policy.ConditionAlwaysTrue)
