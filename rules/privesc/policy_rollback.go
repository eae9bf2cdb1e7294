package privesc

import (
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// PolicyRollback reports ways of this kind to administrator.
var PolicyRollback = newRule(graph.PolicyRollback, rule.Meta{
	Title: "A principal can put an older, stronger version of its policy into force",
	Text: `IAM keeps up to five versions of a managed policy. With iam:SetDefaultPolicyVersion on a policy that it holds, a principal undoes what was taken away from it: the rule looks for a version not in force that allows every action on every resource.

The rule asks for every request that the way needs whether the principal's policies, its boundary, the organization's policies and the role's trust policy allow it together. It is silent where a Deny, a boundary or a resource that the statement names takes one of them away, and where a condition on anything but the caller's session, its network or what it chooses itself decides. Ways that end at somebody who is no administrator are not reported. Older versions that allow less than everything are not reported.`,
	Remediation: `Delete the old versions, then limit who may choose the version in force:
aws iam delete-policy-version --policy-arn ARN --version-id v1`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{"cloudsplaining:PrivilegeEscalation"},
})
