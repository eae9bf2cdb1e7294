package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionKeyDeprecated reports where a condition tests a retired key.
var ConditionKeyDeprecated = newRule(rule.Meta{
	ID:          "condition-key-deprecated",
	Area:        "syntax",
	Title:       "A condition tests a retired key",
	Text:        "aws:ARN is retired. Its successors are aws:PrincipalArn for the caller and aws:SourceArn for the resource behind a call of a service; which one is meant only the author knows.",
	Remediation: "Use aws:PrincipalArn or aws:SourceArn.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:WARNING/DEPRECATED_GLOBAL_CONDITION_KEY", "aa:ERROR/UNSUPPORTED_GLOBAL_CONDITION_KEY"},
	Since:       "0.1.0",
}, "it may stop working", policy.KeyDeprecated)
