package privesc

import (
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// AISession reports ways of this kind to administrator.
var AISession = newRule(graph.AISession, rule.Meta{
	Title: "A principal can enter a notebook, agent or interpreter that runs with an administrator role",
	Text: `A presigned URL opens a notebook instance or a user profile of a SageMaker domain, a lifecycle configuration runs when it starts, and a session of a code interpreter, browser or runtime of Bedrock AgentCore takes commands: who may use one acts with its execution role.

The rule asks for every request that the way needs whether the principal's policies, its boundary, the organization's policies and the role's trust policy allow it together. It is silent where a Deny, a boundary or a resource that the statement names takes one of them away, and where a condition on anything but the caller's session, its network or what it chooses itself decides. Ways that end at somebody who is no administrator are not reported. Where exports list notebooks, interpreters, browsers or runtimes, only those that are there count.`,
	Remediation: "Name in Resource the notebooks and tools of the principal, for notebooks also by a condition on their owner's tag, and take from execution roles what experiments do not need.",
	Severity:    rule.High,
	Confidence:  rule.MediumConfidence,
	References:  []string{"cloudsplaining:PrivilegeEscalation"},
})
