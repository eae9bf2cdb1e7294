package privesc

import (
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// PassRoleNew reports ways of this kind to administrator.
var PassRoleNew = newRule(graph.NewWorkload, rule.Meta{
	Title: "A principal can start compute with an administrator role",
	Text: `iam:PassRole hands a role to a service, and a service that runs code for the caller (an instance, a function, a build, a stack) hands the role's credentials to that code. Who may pass an administrator role to such a service and start it, is administrator.

The rule asks for every request that the way needs whether the principal's policies, its boundary, the organization's policies and the role's trust policy allow it together. It is silent where a Deny, a boundary or a resource that the statement names takes one of them away, and where a condition on anything but the caller's session, its network or what it chooses itself decides. Ways that end at somebody who is no administrator are not reported. It is also silent where no role that the service may take is administrator, where iam:PassedToService leaves out the service, and, for instances, where no instance profile holds the role and the principal may not make one. SageMaker and Bedrock are the matter of privesc-ai-passrole.`,
	Remediation: "Name in Resource of iam:PassRole the roles that the work needs, and the service in a condition on iam:PassedToService; give roles for services no more than the service needs.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"cloudsplaining:PrivilegeEscalation"},
})
