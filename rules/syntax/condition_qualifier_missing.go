package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionQualifierMissing reports where a multivalued key is tested without ForAllValues or ForAnyValue.
var ConditionQualifierMissing = newRule(rule.Meta{
	ID:          "condition-qualifier-missing",
	Area:        "syntax",
	Title:       "A multivalued key is tested without ForAllValues or ForAnyValue",
	Text:        "A key that holds a list needs a set operator. Without one the condition is not met, negated operators included.",
	Remediation: "Put ForAnyValue: or ForAllValues: before the operator, the latter together with Null in an Allow.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/MISSING_QUALIFIER"},
	Since:       "0.1.0",
}, "the condition is never met", policy.QualifierMissing)
