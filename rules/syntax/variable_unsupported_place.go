package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// VariableUnsupportedPlace reports where a policy variable stands where none is expanded.
var VariableUnsupportedPlace = newRule(rule.Meta{
	ID:          "variable-unsupported-place",
	Area:        "syntax",
	Title:       "A policy variable stands where none is expanded",
	Text:        "Variables work in the last field of the ARNs in Resource and in the values of string and ARN operators. Elsewhere, such as in Action, in the account of an ARN or under a numeric operator, the text stays as it is and matches nothing.",
	Remediation: "Write the value out, or test it in a condition: aws:ResourceAccount for the account of a resource, for example.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/VARIABLE_UNSUPPORTED_IN_ELEMENT", "aa:ERROR/INVALID_VARIABLE_FOR_OPERATOR"},
	Since:       "0.1.0",
}, "it matches nothing", policy.VariablePlace)
