package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// StatementMissing reports where a policy has no statement.
var StatementMissing = newRule(rule.Meta{
	ID:    "statement-missing",
	Area:  "syntax",
	Title: "A policy has no statement",
	Text: `A policy without a statement allows and denies nothing. AWS refuses it, so whoever meant to set it still has the policy from before.

The rule is silent about documents that are not JSON and about a Statement of the wrong type, which other rules report.`,
	Remediation: "Write the statements, or remove the policy.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/MISSING_STATEMENT", "parliament:MALFORMED"},
	Since:       "0.1.0",
}, "it does nothing and AWS refuses it", policy.StatementMissing)
