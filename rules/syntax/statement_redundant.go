package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// StatementRedundant reports where a statement repeats what another one says.
var StatementRedundant = newRule(rule.Meta{
	ID:          "statement-redundant",
	Area:        "syntax",
	Title:       "A statement repeats what another one says",
	Text:        "The statement changes nothing. Whoever edits one of the two to take something away is mistaken, because the other still grants it. The rule is for auditors.",
	Remediation: "Remove the statement.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"aa:SUGGESTION/REDUNDANT_STATEMENT"},
	Since:       "0.1.0",
}, "editing one of the two changes nothing", policy.StatementRedundant)
