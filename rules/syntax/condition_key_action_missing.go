package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionKeyActionMissing reports where a key is tested that counts only with an action that the statement lacks.
var ConditionKeyActionMissing = newRule(rule.Meta{
	ID:          "condition-key-action-missing",
	Area:        "syntax",
	Title:       "A key is tested that counts only with an action that the statement lacks",
	Text:        "Some keys come with one action alone: ec2:CreateAction with ec2:CreateTags, iam:PassedToService with iam:PassRole. In a statement without that action the condition is never met.",
	Remediation: "Add the action, or remove the condition.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/MISSING_ACTION_FOR_CONDITION_KEY"},
	Since:       "0.1.0",
}, "the condition is never met", policy.KeyActionMissing)
