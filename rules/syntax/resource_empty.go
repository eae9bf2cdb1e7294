package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ResourceEmpty reports where the list of resources is empty.
var ResourceEmpty = newRule(rule.Meta{
	ID:          "resource-empty",
	Area:        "syntax",
	Title:       "The list of resources is empty",
	Text:        "A statement without resources does nothing. As a Deny it protects nothing. An empty NotResource excludes nothing, so the statement applies everywhere.",
	Remediation: "Name the resources, or remove the statement.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SUGGESTION/EMPTY_ARRAY_RESOURCE"},
	Since:       "0.1.0",
}, "the statement does not do what it seems to", policy.ResourceEmpty)
