package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionKeyIrrelevant reports where a resource policy tests whose its resource is.
var ConditionKeyIrrelevant = newRule(rule.Meta{
	ID:          "condition-key-irrelevant",
	Area:        "syntax",
	Title:       "A resource policy tests whose its resource is",
	Text:        "aws:ResourceAccount, aws:ResourceOrgID and aws:ResourceOrgPaths tell whose the resource is. In the policy of that resource the answer is always the same. The rule is for auditors.",
	Remediation: "Remove the condition; to limit callers use aws:PrincipalAccount or aws:PrincipalOrgID.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"aa:SUGGESTION/IRRELEVANT_CONDITION_KEY_IN_POLICY"},
	Since:       "0.1.0",
}, "the condition says nothing about the caller", policy.KeyIrrelevant)
