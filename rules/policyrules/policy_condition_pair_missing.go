package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionPairMissing reports private addresses that are tested without their VPC.
var ConditionPairMissing = document.NewRule(rule.Meta{
	ID:    "policy-condition-pair-missing",
	Area:  "policy",
	Title: "A private address is tested without its VPC",
	Text: `aws:VpcSourceIp and aws:Ec2InstanceSourcePrivateIPv4 hold private addresses, which every VPC of every account can have. Without a test of the VPC, somebody with stolen credentials makes a VPC of their own with that range and calls from there.

The rule is silent where an Allow also tests the VPC or its endpoint, and where some statement of the document does that and the rule would speak of a Deny.`,
	Remediation: `Test aws:SourceVpc (or aws:Ec2InstanceSourceVpc) in the same Condition.`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SECURITY_WARNING/MISSING_PAIRED_CONDITION_KEYS"},
	Since:       "0.1.0",
}, "a stranger calls from a VPC with the same addresses", policy.KeyPairMissing)
