package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionIfExistsAllow reports Allows limited by IfExists over keys that callers can do without.
var ConditionIfExistsAllow = document.NewRule(rule.Meta{
	ID:    "policy-condition-ifexists-allow",
	Area:  "policy",
	Title: "An Allow is limited by IfExists over a key that callers can leave out",
	Text: `IfExists passes requests that lack the key, and for some keys the caller decides that: a call over the Internet has no aws:SourceVpc, one through any VPC endpoint no aws:SourceIp, and in a policy that everybody meets, a caller outside every organization has no aws:PrincipalOrgID. The limit then binds only those who play along.

The rule is silent about negated operators, about Deny, where IfExists is right, about a source address and a VPC that are tested together (a request has the one or the other), where another condition requires the key, and about keys that depend on the resource or on what the request is for.`,
	Remediation: `Write the operator without IfExists, or require the key with "Null": {"KEY": "false"}.`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, "the limit binds only callers that accept it", policy.IfExistsAllow)
