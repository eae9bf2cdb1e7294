package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// FullIAM reports where a statement allows all of IAM.
var FullIAM = document.NewGrantRule(rule.Meta{
	ID:    "policy-full-iam",
	Area:  "policy",
	Title: "A statement allows all of IAM",
	Text: `Whoever may do everything in IAM gives itself every other right: attaches AdministratorAccess to itself, makes keys for an administrator, changes whom a role trusts. It is administrator by another name, and a search for administrators misses it.

A condition on the caller, its session or network says when the rights hold, and is named in the message. The rule is silent where a condition limits what the rights are about, where a Deny takes the actions away that change permissions, and where the document grants everything (policy-admin-wildcard).`,
	Remediation: `Allow the IAM actions that the holders use on the users, roles or paths that they look after, and set a permissions boundary on whom they make:
"Condition": {"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::ACCOUNT:policy/BOUNDARY"}}`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{"prowler:iam_policy_allows_privilege_escalation", "prowler:iam_inline_policy_allows_privilege_escalation", "aisf:AISF-IAM-02"},
	SubsumedBy: []string{"policy-admin-wildcard"},
	Since:      "0.1.0",
}, policy.FullIAM, "on everything, so its holder can make itself administrator", nil)
