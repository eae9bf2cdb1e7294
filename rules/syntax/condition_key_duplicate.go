package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionKeyDuplicate reports where one key is tested twice under one operator.
var ConditionKeyDuplicate = newRule(rule.Meta{
	ID:          "condition-key-duplicate",
	Area:        "syntax",
	Title:       "One key is tested twice under one operator",
	Text:        "Names of keys are compared without case. AWS refuses two that differ in case alone, and readers guess which one counts.",
	Remediation: "Join the values in one list under one key.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/DUPLICATE_KEYS_WITH_DIFFERENT_CASE"},
	Since:       "0.1.0",
}, "AWS refuses the policy", policy.KeyDuplicate)
