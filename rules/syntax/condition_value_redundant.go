package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionValueRedundant reports where a numeric condition has several bounds.
var ConditionValueRedundant = newRule(rule.Meta{
	ID:          "condition-value-redundant",
	Area:        "syntax",
	Title:       "A numeric condition has several bounds",
	Text:        "Values are alternatives: of several upper bounds only the highest counts. Readers take the lowest for the limit. The rule is for auditors.",
	Remediation: "Keep the bound that is meant.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"aa:SUGGESTION/REDUNDANT_CONDITION_VALUE_NUM"},
	Since:       "0.1.0",
}, "a reader takes another one for the limit", policy.ValueRedundant)
