package privesc

import (
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// BoundaryRemoval reports ways of this kind to administrator.
var BoundaryRemoval = newRule(graph.BoundaryRemoval, rule.Meta{
	Title: "A principal is held back by nothing but a boundary that it can take off",
	Text: `The policies of the principal allow everything, and its permissions boundary caps that. With iam:DeleteUserPermissionsBoundary or iam:DeleteRolePermissionsBoundary, with another policy as boundary, or with a new version of the boundary's policy the cap is gone in one call.

The rule asks for every request that the way needs whether the principal's policies, its boundary, the organization's policies and the role's trust policy allow it together. It is silent where a Deny, a boundary or a resource that the statement names takes one of them away, and where a condition on anything but the caller's session, its network or what it chooses itself decides. Ways that end at somebody who is no administrator are not reported. It also reports who can do so for another principal and act as that one.`,
	Remediation: `Deny it in the boundary itself:
{"Effect": "Deny", "Action": ["iam:DeleteUserPermissionsBoundary", "iam:DeleteRolePermissionsBoundary", "iam:PutUserPermissionsBoundary", "iam:PutRolePermissionsBoundary"], "Resource": "*"}`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
})
