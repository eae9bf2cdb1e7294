package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ARNPartitionInvalid reports where the partition of an ARN does not exist.
var ARNPartitionInvalid = newRule(rule.Meta{
	ID:          "arn-partition-invalid",
	Area:        "syntax",
	Title:       "The partition of an ARN does not exist",
	Text:        "The second field of an ARN is aws, or aws-cn, aws-us-gov and the like in partitions of their own. Otherwise the ARN matches nothing.",
	Remediation: "Write the partition of the account.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_PARTITION"},
	Since:       "0.1.0",
}, "it matches nothing", policy.ARNPartition)
