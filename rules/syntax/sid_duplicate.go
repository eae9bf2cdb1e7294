package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// SidDuplicate reports where two statements have the same Sid.
var SidDuplicate = newRule(rule.Meta{
	ID:          "sid-duplicate",
	Area:        "syntax",
	Title:       "Two statements have the same Sid",
	Text:        "AWS refuses equal Sids in most kinds of policy. Tools that find statements by their Sid change the wrong one.",
	Remediation: "Give each statement a Sid of its own.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/UNIQUE_SIDS_REQUIRED", "aa:WARNING/UNIQUE_SIDS_RECOMMENDED", "parliament:DUPLICATE_SID"},
	Since:       "0.1.0",
}, "AWS refuses the policy", policy.SidDuplicate)
