package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ARNAccountInvalid reports where the account of an ARN is malformed, missing or out of place.
var ARNAccountInvalid = newRule(rule.Meta{
	ID:    "arn-account-invalid",
	Area:  "syntax",
	Title: "The account of an ARN is malformed, missing or out of place",
	Text: `The fifth field of an ARN is an account id of 12 digits where the service has one, and empty where it has none, as for S3 buckets. Otherwise the ARN matches nothing.

The rule is silent about resources that AWS shares under no account, such as its SSM documents.`,
	Remediation: "Write the account id, a star, or nothing, as the resource has it.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_ARN_ACCOUNT", "aa:ERROR/ARN_ACCOUNT_NOT_ALLOWED", "aa:ERROR/MISSING_ARN_ACCOUNT"},
	Since:       "0.1.0",
}, "it matches nothing", policy.ARNAccount)
