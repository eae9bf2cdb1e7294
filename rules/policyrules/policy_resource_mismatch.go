package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ResourceMismatch reports where no resource of a statement fits one of its actions.
var ResourceMismatch = document.NewRule(rule.Meta{
	ID:    "policy-resource-mismatch",
	Area:  "policy",
	Title: "No resource of a statement fits one of its actions",
	Text: `Each action works on certain types of resources: s3:GetObject on objects, s3:ListBucket on buckets, ec2:DescribeInstances on none, so that only "*" will do. An action whose resources all are of other types is dead in the statement. In an Allow somebody will replace the resource by "*" to make it work; in a Deny what was meant to be forbidden is not.

The rule is silent about actions with wildcards, about statements with "*" among their resources, about ARNs whose service part is a wildcard, and about actions without resource types beside a pattern of their own service, which some services match.`,
	Remediation: "Give the actions a statement of their own, with resources of their types (Service Authorization Reference).",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"parliament:RESOURCE_MISMATCH"},
	Since:       "0.1.0",
}, "that part has no effect", policy.ResourceMismatch)
