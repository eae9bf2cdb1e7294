package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionSourceIPPrivate reports where aws:SourceIp is compared with private addresses.
var ConditionSourceIPPrivate = newRule(rule.Meta{
	ID:          "condition-source-ip-private",
	Area:        "syntax",
	Title:       "aws:SourceIp is compared with private addresses",
	Text:        "aws:SourceIp is the public address of the caller. Calls from private addresses come through a VPC endpoint, and then the key is absent: an Allow for 10.0.0.0/8 never grants, and a Deny except for it denies everybody.",
	Remediation: "Use aws:VpcSourceIp together with aws:SourceVpc for calls through a VPC endpoint, or the public addresses.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/PRIVATE_IP_ADDRESS", "aa:ERROR/PRIVATE_NOT_IP_ADDRESS", "aa:SUGGESTION/PRIVATE_IP_ADDRESS_SUBSET", "aa:SUGGESTION/PRIVATE_NOT_IP_ADDRESS_SUBSET"},
	Since:       "0.1.0",
}, "the condition is never met", policy.SourceIPPrivate)
