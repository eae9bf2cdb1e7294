package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// VariableMalformed reports where a policy variable is empty, or lacks a brace or quote, or has blanks.
var VariableMalformed = newRule(rule.Meta{
	ID:          "variable-malformed",
	Area:        "syntax",
	Title:       "A policy variable is empty, or lacks a brace or quote, or has blanks",
	Text:        "AWS takes a malformed variable as plain text or refuses the policy: what should be each user's own folder is then one folder with a strange name.",
	Remediation: "Write ${key} or ${key, 'default'}.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/MISSING_BRACE_IN_VARIABLE", "aa:ERROR/MISSING_QUOTE_IN_VARIABLE", "aa:ERROR/UNSUPPORTED_SPACE_IN_VARIABLE", "aa:ERROR/EMPTY_VARIABLE"},
	Since:       "0.1.0",
}, "it does not stand for what was meant", policy.VariableMalformed)
