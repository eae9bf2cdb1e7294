package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionWildcardBroad reports wildcards by which strangers meet the only test of who calls.
var ConditionWildcardBroad = document.NewRule(rule.Meta{
	ID:    "policy-condition-wildcard-broad",
	Area:  "policy",
	Title: "A wildcard in a condition lets strangers meet it",
	Text: `A resource policy for everybody, or for an AWS service on anybody's behalf, is as narrow as its test of who calls. A pattern such as arn:aws:iam::*:role/deploy fits a role of that name in any account, and arn:aws:sns:*:*:alerts a topic of anybody's.

The rule is silent where another condition of the statement keeps strangers out (an organization, an account, a VPC, a source address), where the account in the ARN is fixed, about policies that name their principals, and about trust policies, which rules of their own judge.`,
	Remediation: `Name the account in the pattern, or add aws:SourceAccount or aws:PrincipalOrgID to the Condition.`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/WILDCARD_USAGE_TOO_PERMISSIVE"},
	Since:       "0.1.0",
}, "strangers get in", policy.ConditionWildcardBroad)
