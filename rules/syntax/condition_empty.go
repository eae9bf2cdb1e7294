package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionEmpty reports where a condition has no keys or no values.
var ConditionEmpty = newRule(rule.Meta{
	ID:          "condition-empty",
	Area:        "syntax",
	Title:       "A condition has no keys or no values",
	Text:        "An empty Condition limits nothing, and a key compared with no value is never met. Either way the statement does something else than a reader expects.",
	Remediation: "Write the keys and values, or remove the condition.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SUGGESTION/EMPTY_OBJECT_CONDITION", "aa:SUGGESTION/EMPTY_ARRAY_CONDITION", "aa:SUGGESTION/EMPTY_ARRAY_CONDITION_FORALLVALUES", "aa:SUGGESTION/EMPTY_ARRAY_CONDITION_FORANYVALUE", "aa:SUGGESTION/EMPTY_ARRAY_CONDITION_IFEXISTS"},
	Since:       "0.1.0",
}, "it does not limit what it seems to", policy.EmptyCondition)
