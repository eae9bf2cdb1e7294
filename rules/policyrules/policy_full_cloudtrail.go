package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// FullCloudTrail reports where a statement allows every CloudTrail action.
var FullCloudTrail = document.NewGrantRule(rule.Meta{
	ID:    "policy-full-cloudtrail",
	Area:  "policy",
	Title: "A statement allows every CloudTrail action",
	Text: `CloudTrail is the account's memory of who did what. Whoever may do everything with it can stop the trail, send it elsewhere, or leave out the events that matter, before doing the rest unseen.

The rule is silent about statements that name trails, about documents that grant everything, and about policies that only principals hold whom the configuration names under security-principals.`,
	Remediation: "Allow cloudtrail:Get*, cloudtrail:Describe*, cloudtrail:List* and cloudtrail:LookupEvents; leave the trail itself to the security team.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:iam_policy_no_full_access_to_cloudtrail", "prowler:iam_inline_policy_no_full_access_to_cloudtrail"},
	SubsumedBy:  []string{"policy-admin-wildcard"},
	Since:       "0.1.0",
}, policy.FullCloudTrail, "on every trail, so its holder can blind the audit log", document.HeldBySecurity)
