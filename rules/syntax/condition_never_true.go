package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionNeverTrue reports where a condition is met by no request.
var ConditionNeverTrue = newRule(rule.Meta{
	ID:    "condition-never-true",
	Area:  "syntax",
	Title: "A condition is met by no request",
	Text: `A value that must be unlike "*" does not exist. The statement is dead: an Allow never grants, a Deny never denies.

The rule is silent where a request without the key meets the condition.`,
	Remediation: "Write the value that was meant, or remove the statement.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SUGGESTION/REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION"},
	Since:       "0.1.0",
}, "the statement is dead", policy.ConditionNeverTrue)
