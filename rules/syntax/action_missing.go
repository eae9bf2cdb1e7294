package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ActionMissing reports where a statement names no action.
var ActionMissing = newRule(rule.Meta{
	ID:    "action-missing",
	Area:  "syntax",
	Title: "A statement names no action",
	Text: `A statement needs Action or NotAction. AWS refuses one without, so nothing of the policy is in force.

The rule is silent about an empty list, which action-empty reports.`,
	Remediation: "Name the actions.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/MISSING_ACTION", "parliament:MALFORMED"},
	Since:       "0.1.0",
}, "AWS refuses the policy", policy.ActionMissing)
