package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ActionWithdrawn reports where an action is one that AWS had once.
var ActionWithdrawn = newRule(rule.Meta{
	ID:          "action-withdrawn",
	Area:        "syntax",
	Title:       "An action is one that AWS had once",
	Text:        "The action stands in policies of AWS itself, but the Service Authorization Reference does not know it any more: AWS has withdrawn it, or renamed it. The entry does nothing today. That is a hint for auditors and no mistake: the policy was right when it was written.",
	Remediation: "Remove the entry, or replace it by its successor.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	Since:       "0.1.0",
}, "the entry does nothing any more", policy.ActionWithdrawn)
