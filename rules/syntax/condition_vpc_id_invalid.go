package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionVPCIDInvalid reports where an id of a VPC or VPC endpoint has an impossible form.
var ConditionVPCIDInvalid = newRule(rule.Meta{
	ID:          "condition-vpc-id-invalid",
	Area:        "syntax",
	Title:       "An id of a VPC or VPC endpoint has an impossible form",
	Text:        "Ids of VPCs are vpc- and 8 or 17 hex digits, those of endpoints vpce- and the same. Others match no request: an Allow never grants, and a Deny except for it denies everybody.",
	Remediation: "Write the id as the VPC has it.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_VPC_FORMAT", "aa:ERROR/INVALID_VPCE_FORMAT"},
	Since:       "0.1.0",
}, "no request matches it", policy.VPCInvalid)
