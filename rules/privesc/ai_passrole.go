package privesc

import (
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// AIPassRole reports ways of this kind to administrator.
var AIPassRole = newRule(graph.NewAIWorkload, rule.Meta{
	Title: "A principal can start a notebook, job, agent or interpreter with an administrator role",
	Text: `SageMaker notebooks, user profiles of its domains, models, pipelines, and training, tuning and processing jobs, and the runtimes, code interpreters and browsers of Bedrock AgentCore run what the caller tells them, with a role that the caller passes. Rights for experiments become rights over the account when one of the roles that these services may take is administrator.

The rule asks for every request that the way needs whether the principal's policies, its boundary, the organization's policies and the role's trust policy allow it together. It is silent where a Deny, a boundary or a resource that the statement names takes one of them away, and where a condition on anything but the caller's session, its network or what it chooses itself decides. Ways that end at somebody who is no administrator are not reported. It is also silent where iam:PassedToService leaves out the service.`,
	Remediation: "Name in Resource of iam:PassRole the execution roles that are meant for experiments, with iam:PassedToService, and give these roles the data that they need and nothing else.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"cloudsplaining:PrivilegeEscalation"},
})
