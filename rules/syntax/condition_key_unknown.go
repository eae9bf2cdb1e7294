package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionKeyUnknown reports where a condition tests a key that does not exist.
var ConditionKeyUnknown = newRule(rule.Meta{
	ID:    "condition-key-unknown",
	Area:  "syntax",
	Title: "A condition tests a key that does not exist",
	Text: `No request carries the key. An Allow with such a condition never grants; a Deny with it never denies, or with a negated operator always does.

The rule is silent about claims of identity providers, whose names the provider chooses, and about keys of services that AWS once had.`,
	Remediation: "Write the key as AWS has it.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_GLOBAL_CONDITION_KEY", "aa:ERROR/INVALID_SERVICE_CONDITION_KEY", "aa:ERROR/INVALID_CONDITION_KEY_FORMAT"},
	Since:       "0.1.0",
}, "the condition is never met as it was meant", policy.KeyUnknown)
