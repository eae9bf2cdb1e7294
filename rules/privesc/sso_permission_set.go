package privesc

import (
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// SSOPermissionSet reports ways of this kind to administrator.
var SSOPermissionSet = newRule(graph.PermissionSet, rule.Meta{
	Title: "A principal can become administrator through IAM Identity Center",
	Text: `A permission set is a set of policies that people get in the accounts they are assigned. Who may widen one, or create one and assign it, gives itself every right in those accounts, the management account among them if it works from there.

The rule asks for every request that the way needs whether the principal's policies, its boundary, the organization's policies and the role's trust policy allow it together. It is silent where a Deny, a boundary or a resource that the statement names takes one of them away, and where a condition on anything but the caller's session, its network or what it chooses itself decides. Ways that end at somebody who is no administrator are not reported. It speaks of accounts from which IAM Identity Center is run: the organization's management account, one to which the service is delegated, or, where exports do not tell, one that has roles of permission sets.`,
	Remediation: "Limit the actions to named permission sets, which people who may change them are not assigned, and let a pipeline with a review make the changes.",
	Severity:    rule.High,
	Confidence:  rule.MediumConfidence,
})
