package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ResourceRedundant reports where a resource is covered by another entry of the list.
var ResourceRedundant = newRule(rule.Meta{
	ID:          "resource-redundant",
	Area:        "syntax",
	Title:       "A resource is covered by another entry of the list",
	Text:        "The entry changes nothing, but whoever removes it to take the access away is mistaken. The rule is for auditors. It is silent about a bucket beside its objects, which are different resources.",
	Remediation: "Remove the entry.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"aa:SUGGESTION/REDUNDANT_RESOURCE"},
	Since:       "0.1.0",
}, "removing it takes nothing away", policy.ResourceRedundant)
