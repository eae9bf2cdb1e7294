package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ResourceWildcard reports where a policy does not limit actions to the resources that they are for.
var ResourceWildcard = document.NewGrantRule(rule.Meta{
	ID:    "policy-resource-wildcard",
	Area:  "policy",
	Title: "A policy does not limit actions to the resources that they are for",
	Text: `The actions take resources, and the statement allows them on all. Least privilege asks for names or at least a prefix or a tag.

The rule is silent about actions for which "*" is the only resource, under conditions that limit the resources, about whole services, and where another rule says what the actions can do.`,
	Remediation: "Name the resources. The Service Authorization Reference says which types each action takes.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"parliament:RESOURCE_STAR"},
	SubsumedBy:  []string{"policy-admin-wildcard", "policy-full-iam", "policy-full-kms", "policy-full-cloudtrail", "policy-permissions-management", "policy-credentials-exposure", "policy-passrole-wildcard", "policy-data-exfiltration", "policy-infrastructure-modification", "policy-assume-any-role", "policy-kms-decrypt-any-key", "policy-resource-near-wildcard", "policy-service-linked-role-wildcard"},
	Since:       "0.1.0",
}, policy.AnyResource, "on every resource, though they can be limited to some", nil)
