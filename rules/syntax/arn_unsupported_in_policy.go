package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ARNUnsupportedInPolicy reports where a resource policy names a resource of another service.
var ARNUnsupportedInPolicy = newRule(rule.Meta{
	ID:          "arn-unsupported-in-policy",
	Area:        "syntax",
	Title:       "A resource policy names a resource of another service",
	Text:        "The policy of a resource speaks of that resource. An ARN of another service never matches there, so the statement does nothing; a Deny of that sort protects nothing.",
	Remediation: "Name the resource that the policy belongs to.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/UNSUPPORTED_RESOURCE_ARN_IN_POLICY"},
	Since:       "0.1.0",
}, "the statement never applies", policy.ARNUnsupported)
