package trust

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ResourceElement reports where a trust policy names resources.
var ResourceElement = document.NewRule(rule.Meta{
	ID:          "trust-resource-element",
	Area:        "trust",
	Title:       "A trust policy names resources",
	Text:        "A trust policy speaks of the role that it belongs to. IAM refuses Resource and NotResource in it.",
	Remediation: "Remove the element.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE"},
	Since:       "0.1.0",
}, "IAM refuses it", policy.TrustResource)
