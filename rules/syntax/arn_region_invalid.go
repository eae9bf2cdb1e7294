package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ARNRegionInvalid reports where the region of an ARN is unknown, missing or out of place.
var ARNRegionInvalid = newRule(rule.Meta{
	ID:          "arn-region-invalid",
	Area:        "syntax",
	Title:       "The region of an ARN is unknown, missing or out of place",
	Text:        "The fourth field of an ARN is a region that exists, or empty for resources that have none, as those of IAM. Otherwise the ARN matches nothing.",
	Remediation: "Write the region, a star, or nothing, as the resource has it.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_ARN_REGION", "aa:ERROR/ARN_REGION_NOT_ALLOWED", "aa:ERROR/MISSING_ARN_REGION"},
	Since:       "0.1.0",
}, "it matches nothing", policy.ARNRegion)
