package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// AssumeAnyRole reports where a policy allows every role to be taken.
var AssumeAnyRole = document.NewGrantRule(rule.Meta{
	ID:    "policy-assume-any-role",
	Area:  "policy",
	Title: "A policy allows every role to be taken",
	Text: `sts:AssumeRole on all roles is each role of the account that trusts the account as a whole, each role that somebody makes tomorrow, and roles of other accounts that trust this one. What the holder may do is then decided by trust policies that others write.

The rule counts "*", arn:aws:iam::*:role/* and all roles of one account. It is silent about names and paths, and under conditions that limit the roles (aws:ResourceTag, aws:ResourceAccount, aws:ResourceOrgID, sts:RoleSessionName does not).`,
	Remediation: `Name the roles: "Resource": "arn:aws:iam::ACCOUNT:role/NAME"`,
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:iam_no_custom_policy_permissive_role_assumption", "aisf:AISF-IAM-02"},
	SubsumedBy:  []string{"policy-admin-wildcard"},
	Since:       "0.1.0",
}, policy.AssumeAnyRole, "for every role, so trust policies alone decide what its holder becomes", nil)
