package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// SourceIPWorld reports source addresses that are the whole Internet or a large part of it.
var SourceIPWorld = document.NewRule(rule.Meta{
	ID:    "policy-source-ip-world",
	Area:  "policy",
	Title: "A test of the source address lets the Internet in",
	Text: `A range such as 0.0.0.0/0, or the two halves 0.0.0.0/1 and 128.0.0.0/1, keeps out nobody while the policy looks limited. It counts in an Allow of these addresses and in a Deny of all others.

The rule is silent about ranges with at least 8 fixed bits (16 of IPv6), which one owner can have, about a Deny of the whole Internet, which allows VPC endpoints alone, and about private ranges, which have a rule of their own.`,
	Remediation: `List the ranges that the callers have, or remove the condition and limit the access by who calls.`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, "it keeps out next to nobody", policy.SourceIPWorld)
