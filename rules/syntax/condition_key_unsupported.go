package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionKeyUnsupported reports where a condition tests a key that requests for the action never carry.
var ConditionKeyUnsupported = newRule(rule.Meta{
	ID:    "condition-key-unsupported",
	Area:  "syntax",
	Title: "A condition tests a key that requests for the action never carry",
	Text: `Each action sends certain keys. Where a statement allows an action only with a key that it never sends, that action is not allowed at all; where it denies so, it is not denied.

The rule judges actions that are named without wildcards and keys of services; it is silent where a request without the key meets the condition (IfExists, ForAllValues, Null, negated operators), about global keys, about keys that come with the caller's session, and about a Deny of which some action sends the key.`,
	Remediation: "Put the action into a statement of its own without the condition, or use a key that it sends.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/UNSUPPORTED_ACTION_FOR_CONDITION_KEY", "aa:WARNING/USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES", "parliament:UNKNOWN_CONDITION_FOR_ACTION"},
	Since:       "0.1.0",
}, "that never takes effect", policy.KeyUnsupported)
