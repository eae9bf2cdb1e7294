package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionOperatorUnknown reports where a condition uses an operator that does not exist.
var ConditionOperatorUnknown = newRule(rule.Meta{
	ID:          "condition-operator-unknown",
	Area:        "syntax",
	Title:       "A condition uses an operator that does not exist",
	Text:        "AWS refuses a policy with an unknown operator. Tools that pass it over show a statement without its condition, that is, with more access than its author meant.",
	Remediation: "Write the operator as the policy language has it.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_CONDITION_OPERATOR", "parliament:UNKNOWN_OPERATOR"},
	Since:       "0.1.0",
}, "AWS refuses the policy", policy.OperatorUnknown)
