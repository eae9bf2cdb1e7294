package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ElementUnknown reports where a policy has an element that the policy language does not know.
var ElementUnknown = newRule(rule.Meta{
	ID:    "element-unknown",
	Area:  "syntax",
	Title: "A policy has an element that the policy language does not know",
	Text: `Names of elements are case-sensitive and few. A misspelt one, such as Conditions for Condition, is refused by AWS; tools that pass it over show a policy that lacks what its author wrote, and a lost Condition is what should have protected.

The rule looks at the document and its statements. It is silent about keys inside Condition and about other wrappers around a document.`,
	Remediation: `Write the element as the policy language has it; AWS checks a policy with:
aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document file://policy.json`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{"aa:ERROR/INVALID_POLICY_ELEMENT", "parliament:MALFORMED"},
	Since:      "0.1.0",
}, "AWS refuses the policy or passes the element over", policy.UnknownElement)
