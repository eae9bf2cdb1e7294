package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionARNAsString reports ARNs that are compared as strings with wildcards that cross their fields.
var ConditionARNAsString = document.NewRule(rule.Meta{
	ID:    "policy-condition-arn-as-string",
	Area:  "policy",
	Title: "An ARN is compared with a string operator whose wildcards cross its fields",
	Text: `Under StringLike a star also matches colons: arn:aws:iam::*:role/admin fits a role whose path holds another ":role/admin", since paths may contain colons. ArnLike compares field by field.

The rule is silent about StringEquals, which has no wildcards, and about patterns whose stars stand in the last field alone, where both operators mean the same, and about arn:aws:iam::*:root, since nothing else ends so. A fix is safe where ArnLike fits less and that grants less: in an Allow, and in a Deny of everything else.`,
	Remediation: `Write ArnLike instead of StringLike, ArnNotLike instead of StringNotLike.`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SECURITY_WARNING/STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS", "parliament:MISMATCHED_TYPE_BUT_USABLE"},
	Since:       "0.1.0",
}, "it fits more ARNs than it seems", policy.ARNAsString)
