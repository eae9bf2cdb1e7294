package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionIPRangeBits reports where an address range has bits beyond its mask.
var ConditionIPRangeBits = newRule(rule.Meta{
	ID:          "condition-ip-range-bits",
	Area:        "syntax",
	Title:       "An address range has bits beyond its mask",
	Text:        "203.0.113.7/24 means 203.0.113.0/24: a reader may take it for one host. The rule is for auditors.",
	Remediation: "Write the first address of the range.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"aa:SUGGESTION/IMPROVE_IP_RANGE"},
	Since:       "0.1.0",
}, "a reader may take it for less", policy.IPRangeBits)
