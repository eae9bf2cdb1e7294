package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// S3PrefixNegated reports listings that are forbidden by prefix.
var S3PrefixNegated = document.NewRule(rule.Meta{
	ID:    "policy-s3-prefix-negated",
	Area:  "policy",
	Title: "Listing is to be blocked by prefix, which a shorter prefix walks around",
	Text: `s3:prefix is what the caller asks for, not what comes back: a listing without prefix, or with its first letter, shows the objects below secret/ as well. A Deny of the prefix, or an Allow of all others, therefore hides nothing.

The rule is silent about an Allow that names the prefixes and about a Deny of all other prefixes, which are the right way round, and about statements that do not list buckets.`,
	Remediation: `Name the prefixes that may be listed: an Allow with StringLike, or a Deny with StringNotLike. Where the names are secret, keep them in a bucket of their own.`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SECURITY_WARNING/S3_PREFIX_IN_NEGATIVE_CONTEXT"},
	Since:       "0.1.0",
}, "the names stay visible", policy.S3PrefixNegated)
