package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// SidInvalid reports where a Sid is empty or has characters that are not accepted.
var SidInvalid = newRule(rule.Meta{
	ID:          "sid-invalid",
	Area:        "syntax",
	Title:       "A Sid is empty or has characters that are not accepted",
	Text:        "In IAM and Organizations a Sid has letters and digits only; AWS refuses others. An empty one is accepted, but names nothing. The rule is silent about the policies of resources, of which many services accept more.",
	Remediation: "Write the Sid with letters and digits, or leave it out.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/UNSUPPORTED_SID", "aa:SUGGESTION/EMPTY_SID_VALUE", "parliament:INVALID_SID"},
	Since:       "0.1.0",
}, "AWS refuses the policy", policy.SidInvalid)
