package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ResourceMissing reports where a statement that needs a resource names none.
var ResourceMissing = newRule(rule.Meta{
	ID:    "resource-missing",
	Area:  "syntax",
	Title: "A statement that needs a resource names none",
	Text: `In identity policies, service control policies and the policies of S3, SQS, SNS, KMS, Secrets Manager, DynamoDB and Lambda every statement says on what it applies. AWS refuses one that does not.

The rule is silent about trust policies, which cannot name resources, and about policies of services that need none, such as ECR.`,
	Remediation: `Name the resources, or "*" for actions that know none.`,
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/MISSING_RESOURCE", "parliament:MALFORMED"},
	Since:       "0.1.0",
}, "AWS refuses the policy", policy.ResourceMissing)
