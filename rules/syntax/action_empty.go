package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ActionEmpty reports where the list of actions is empty.
var ActionEmpty = newRule(rule.Meta{
	ID:          "action-empty",
	Area:        "syntax",
	Title:       "The list of actions is empty",
	Text:        "A statement without actions does nothing. As a Deny it protects nothing.",
	Remediation: "Name the actions, or remove the statement.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SUGGESTION/EMPTY_ARRAY_ACTION"},
	Since:       "0.1.0",
}, "the statement does nothing", policy.ActionEmpty)
