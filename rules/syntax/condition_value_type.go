package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionValueType reports where a value is not of the kind that its operator reads.
var ConditionValueType = newRule(rule.Meta{
	ID:          "condition-value-type",
	Area:        "syntax",
	Title:       "A value is not of the kind that its operator reads",
	Text:        "A number, date, address range, boolean or ARN that cannot be read makes the condition false, negated operators included: an Allow never grants, and a Deny does not deny.",
	Remediation: "Write the value in the form of the operator.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_CONDITION_DATA_TYPE", "aa:ERROR/INVALID_CONDITION_MULTIPLE_BOOLEAN", "aa:WARNING/TYPE_MISMATCH_BOOLEAN", "aa:WARNING/TYPE_MISMATCH_DATE", "aa:WARNING/TYPE_MISMATCH_NUMBER", "aa:WARNING/TYPE_MISMATCH_STRING", "aa:ERROR/TYPE_MISMATCH_IP_RANGE", "aa:WARNING/INVALID_DATE_VALUE", "parliament:MISMATCHED_TYPE_OPERATION_TO_NULL", "parliament:MISMATCHED_TYPE"},
	Since:       "0.1.0",
}, "the condition never holds", policy.ValueType)
