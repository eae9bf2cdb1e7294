package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionWildcardLiteral reports where a wildcard stands under an operator that compares letter by letter.
var ConditionWildcardLiteral = newRule(rule.Meta{
	ID:    "condition-wildcard-literal",
	Area:  "syntax",
	Title: "A wildcard stands under an operator that compares letter by letter",
	Text: `StringEquals takes * and ? for letters. The condition is met by no ordinary value: an Allow does not grant, a Deny with StringNotEquals denies everybody, one with StringEquals nobody.

The fix is not safe: with StringLike the condition is met by more.`,
	Remediation: "Use StringLike or StringNotLike.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:WARNING/WILDCARD_WITHOUT_LIKE_OPERATOR"},
	Since:       "0.1.0",
}, "no ordinary value meets it", policy.WildcardLiteral)
