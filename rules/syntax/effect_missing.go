package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// EffectMissing reports where a statement does not say whether it allows or denies.
var EffectMissing = newRule(rule.Meta{
	ID:    "effect-missing",
	Area:  "syntax",
	Title: "A statement does not say whether it allows or denies",
	Text: `Effect has no default. AWS refuses a statement without it, so what it was meant to allow or to forbid is not in force.

The rule is silent where an Effect stands that is of the wrong type, which element-type-invalid reports.`,
	Remediation: `Write "Effect": "Allow" or "Effect": "Deny".`,
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/MISSING_EFFECT", "parliament:MALFORMED"},
	Since:       "0.1.0",
}, "AWS refuses the policy", policy.EffectMissing)
