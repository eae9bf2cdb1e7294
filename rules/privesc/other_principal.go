package privesc

import (
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// OtherPrincipal reports ways of this kind to administrator.
var OtherPrincipal = newRule(graph.OtherPrincipal, rule.Meta{
	Title: "A principal can become an administrator by its credentials, policies or trust",
	Text: `Who may make access keys or passwords for an administrator, rewrite an administrator role's trust policy, replace the metadata of a SAML provider that it trusts, or assume such a role, is as strong as that administrator. So is who may write the policies of a user or role as which it can act, and who may make a user or role and give it a policy for everything: only a boundary that each new one has to have, or the policies that it may get, keep that in limits.

The rule asks for every request that the way needs whether the principal's policies, its boundary, the organization's policies and the role's trust policy allow it together. It is silent where a Deny, a boundary or a resource that the statement names takes one of them away, and where a condition on anything but the caller's session, its network or what it chooses itself decides. A name that is taken cannot be given again. Ways that end at somebody who is no administrator are not reported. The trust of an account in itself counts only together with sts:AssumeRole in the principal's own policies.`,
	Remediation: "Name the users and roles that the action is meant for in Resource, without the administrators among them, and name in the trust policies of administrator roles who may assume them. Ask who makes users or roles to give each a boundary, by a condition on iam:PermissionsBoundary.",
	Severity:    rule.Critical,
	Confidence:  rule.HighConfidence,
	References:  []string{"cloudsplaining:PrivilegeEscalation"},
})
