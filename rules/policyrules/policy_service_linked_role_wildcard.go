package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ServiceLinkedRoleWildcard reports where a policy lets the service-linked role of any service be made.
var ServiceLinkedRoleWildcard = document.NewGrantRule(rule.Meta{
	ID:    "policy-service-linked-role-wildcard",
	Area:  "policy",
	Title: "A policy lets the service-linked role of any service be made",
	Text: `A service-linked role gives a service rights in the account that AWS decides. Making it for any service lets somebody bring services into the account that nobody meant to use.

The rule is silent where the resource names the service (role/aws-service-role/SERVICE/...) or iam:AWSServiceName is tested.`,
	Remediation: `Name the services: "Condition": {"StringEquals": {"iam:AWSServiceName": "ecs.amazonaws.com"}}`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:WARNING/CREATE_SLR_WITH_NOT_RESOURCE", "aa:WARNING/CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", "aa:WARNING/CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE", "aa:WARNING/CREATE_SLR_WITH_STAR_IN_RESOURCE", "aa:WARNING/CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE", "aa:WARNING/CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION"},
	SubsumedBy:  []string{"policy-admin-wildcard", "policy-full-iam"},
	Since:       "0.1.0",
}, policy.AnyServiceLinkedRole, "for every service, so its holder can bring in services that nobody meant to use", nil)
