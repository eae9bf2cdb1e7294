package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ActionUnsupportedInPolicy reports where an action of another service stands in a resource or trust policy.
var ActionUnsupportedInPolicy = newRule(rule.Meta{
	ID:          "action-unsupported-in-policy",
	Area:        "syntax",
	Title:       "An action of another service stands in a resource or trust policy",
	Text:        "The policy of a resource decides actions on that resource alone, and a trust policy those of STS. An action of another service there never applies: what it was to allow or deny goes on unchanged.",
	Remediation: "Move the statement to an identity policy, or correct the action.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/UNSUPPORTED_ACTION_IN_POLICY"},
	Since:       "0.1.0",
}, "it never applies there", policy.ActionUnsupported)
