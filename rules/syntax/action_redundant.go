package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ActionRedundant reports where an action is covered by another entry of the list.
var ActionRedundant = newRule(rule.Meta{
	ID:          "action-redundant",
	Area:        "syntax",
	Title:       "An action is covered by another entry of the list",
	Text:        "The entry changes nothing, but whoever removes it to take the permission away is mistaken. The rule is for auditors.",
	Remediation: "Remove the entry.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"aa:SUGGESTION/REDUNDANT_ACTION"},
	Since:       "0.1.0",
}, "removing it takes nothing away", policy.ActionRedundant)
