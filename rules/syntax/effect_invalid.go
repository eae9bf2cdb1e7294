package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// EffectInvalid reports where the effect of a statement is neither Allow nor Deny.
var EffectInvalid = newRule(rule.Meta{
	ID:          "effect-invalid",
	Area:        "syntax",
	Title:       "The effect of a statement is neither Allow nor Deny",
	Text:        `Effect is exactly Allow or Deny, capital letter included. AWS refuses anything else; a program that reads "deny" as "not Allow" and one that reads it as "not Deny" see different policies.`,
	Remediation: "Write Allow or Deny.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_EFFECT", "parliament:MALFORMED"},
	Since:       "0.1.0",
}, "AWS refuses the policy", policy.EffectInvalid)
