package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionNullClearer reports where a wildcard only asks whether a key is there.
var ConditionNullClearer = newRule(rule.Meta{
	ID:          "condition-null-clearer",
	Area:        "syntax",
	Title:       "A wildcard only asks whether a key is there",
	Text:        `StringLike "*" is met by every request with the key. Null says that plainly. The rule is for auditors.`,
	Remediation: "Use Null with false, or with true for the negated operator.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"aa:SUGGESTION/EQUIVALENT_TO_NULL_FALSE", "aa:SUGGESTION/EQUIVALENT_TO_NULL_TRUE"},
	Since:       "0.1.0",
}, "a reader takes it for more", policy.NullClearer)
