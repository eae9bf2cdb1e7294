package privesc

import (
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// ExistingWorkload reports ways of this kind to administrator.
var ExistingWorkload = newRule(graph.ExistingWorkload, rule.Meta{
	Title: "A principal can enter what runs with an administrator role",
	Text: `What runs has the credentials of its role. Who may put code into a function, start a build with commands of its own, change a stack or open a session on an instance, acts with that role without passing it.

The rule asks for every request that the way needs whether the principal's policies, its boundary, the organization's policies and the role's trust policy allow it together. It is silent where a Deny, a boundary or a resource that the statement names takes one of them away, and where a condition on anything but the caller's session, its network or what it chooses itself decides. Ways that end at somebody who is no administrator are not reported. Where exports list functions, instances, projects or stacks, only those that are there count; without them the rule takes it that a role which a service may take is in use, and says what has to exist.`,
	Remediation: "Name in Resource the functions, projects, stacks and instances that the principal works on, and give what runs no administrator's role.",
	Severity:    rule.High,
	Confidence:  rule.MediumConfidence,
	References:  []string{"cloudsplaining:PrivilegeEscalation"},
})
