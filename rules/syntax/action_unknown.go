package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ActionUnknown reports where an action does not exist.
var ActionUnknown = newRule(rule.Meta{
	ID:    "action-unknown",
	Area:  "syntax",
	Title: "An action does not exist",
	Text: `AWS stores a policy with an action that it does not know, and the entry matches nothing: what was to be allowed is not allowed, and a Deny of a misspelt action denies nothing. It may also begin to match when AWS brings an action of that name.

The rule says which action may be meant. An action that AWS's own policies still name but the reference does not know any more is reported by action-withdrawn alone. Its facts are those of the catalogue that iamlint version tells; a newer one can be given with --catalog.`,
	Remediation: "Write the action as the Service Authorization Reference has it.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_ACTION", "parliament:UNKNOWN_ACTION"},
	Since:       "0.1.0",
}, "the entry matches nothing", policy.ActionUnknown)
