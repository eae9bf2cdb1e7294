package privesc

import (
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// SelfGrant reports ways of this kind to administrator.
var SelfGrant = newRule(graph.SelfGrant, rule.Meta{
	Title: "A principal can give itself every right",
	Text: `With iam:AttachUserPolicy, iam:PutRolePolicy, iam:CreatePolicyVersion, iam:AddUserToGroup and their like a principal writes its own permissions. One call, and it is administrator: whatever else its policies hold is no limit.

The rule asks for every request that the way needs whether the principal's policies, its boundary, the organization's policies and the role's trust policy allow it together. It is silent where a Deny, a boundary or a resource that the statement names takes one of them away, and where a condition on anything but the caller's session, its network or what it chooses itself decides. Ways that end at somebody who is no administrator are not reported. The same actions on other principals are the matter of privesc-other-principal. Where a permissions boundary would cap what the principal gives itself, the rule speaks only if the boundary can be taken off, too. Where a condition names the policies that may be attached, it speaks if one of them allows everything, or can be made or changed to.`,
	Remediation: "Name the users, groups and policies that the actions may change, none of which applies to the principal itself, name in a condition on iam:PolicyARN policies that it can neither make nor change, or let a condition on iam:PermissionsBoundary cap what comes of it. Self-service of passwords and keys needs none of these actions.",
	Severity:    rule.Critical,
	Confidence:  rule.HighConfidence,
	References:  []string{"cloudsplaining:PrivilegeEscalation"},
})
