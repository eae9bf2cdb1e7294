package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ServiceNameWildcard reports where the service part of an action has a wildcard.
var ServiceNameWildcard = document.NewRule(rule.Meta{
	ID:    "policy-service-name-wildcard",
	Area:  "policy",
	Title: "The service part of an action has a wildcard",
	Text: `A wildcard before the colon means services that have nothing to do with one another, and ones that AWS adds later. IAM takes such an entry for no action at all, so that an Allow grants nothing and a Deny protects nothing.

The rule is silent about "*" and "*:*", which are every action.`,
	Remediation: "Name the services one by one.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SUGGESTION/WILDCARD_IN_SERVICE_NAME"},
	Since:       "0.1.0",
}, "it matches no action, now or of services to come", policy.ServiceWildcard)
