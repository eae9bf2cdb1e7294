package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionNullMisused reports where null is combined with IfExists or a set operator.
var ConditionNullMisused = newRule(rule.Meta{
	ID:          "condition-null-misused",
	Area:        "syntax",
	Title:       "Null is combined with IfExists or a set operator",
	Text:        "Null asks whether the key is there. NullIfExists does not exist, and a set operator before Null changes nothing or fixes the result.",
	Remediation: "Write Null alone.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/NULL_WITH_IF_EXISTS", "aa:SUGGESTION/NULL_WITH_QUALIFIER"},
	Since:       "0.1.0",
}, "its result is not what it seems", policy.NullMisused)
