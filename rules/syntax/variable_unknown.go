package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// VariableUnknown reports where a policy variable names a key that does not exist.
var VariableUnknown = newRule(rule.Meta{
	ID:    "variable-unknown",
	Area:  "syntax",
	Title: "A policy variable names a key that does not exist",
	Text: `A variable whose key no request carries has no value, and a text with it matches nothing: the Allow is dead, and a Deny does not deny.

The rule is silent about claims of identity providers, whose names the provider chooses.`,
	Remediation: "Write the key as AWS has it.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, "the text never matches", policy.VariableUnknown)
