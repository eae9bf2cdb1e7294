package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionSpoofableKey reports decisions by keys that callers set to what they like.
var ConditionSpoofableKey = document.NewRule(rule.Meta{
	ID:    "policy-condition-spoofable-key",
	Area:  "policy",
	Title: "Access depends on a value that the caller chooses freely",
	Text: `aws:UserAgent and aws:Referer are headers that the calling program fills in. Whoever knows the expected value, or tries some, meets the Allow or walks around the Deny; the value also stands in logs.

The rule is silent about conditions that every request meets, and about Null.`,
	Remediation: `Decide by something that the caller cannot choose: aws:PrincipalArn, aws:PrincipalOrgID, aws:SourceVpce or aws:SourceIp. For content behind CloudFront use origin access control instead of a secret in the Referer.`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SECURITY_WARNING/UNTRUSTWORTHY_CONDITION_KEY"},
	Since:       "0.1.0",
}, "it stops nobody who sets it", policy.KeySpoofable)
