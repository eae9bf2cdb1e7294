package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ResourceNearWildcard reports where a resource pattern looks specific and matches everything.
var ResourceNearWildcard = document.NewGrantRule(rule.Meta{
	ID:    "policy-resource-near-wildcard",
	Area:  "policy",
	Title: "A resource pattern looks specific and matches everything",
	Text: `arn:aws:s3:::*/*, arn:aws:iam::*:role/* and the like are "*" in other words for the actions beside them. They pass reviews and tools that look for the star alone.

The rule asks whether a pattern covers all resources of the types that an action works on, in all regions. It is silent about actions that only read metadata, about patterns with a name, a path, a prefix or a region, about logs and metrics, whose names nobody knows beforehand, and where a graver rule speaks of the statement.`,
	Remediation: `Name the resources, or write "*" where all are meant, so that readers see it.`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"parliament:RESOURCE_EFFECTIVELY_STAR"},
	SubsumedBy:  []string{"policy-admin-wildcard", "policy-full-iam", "policy-full-kms", "policy-full-cloudtrail", "policy-permissions-management", "policy-credentials-exposure", "policy-passrole-wildcard", "policy-data-exfiltration", "policy-assume-any-role", "policy-kms-decrypt-any-key", "policy-service-linked-role-wildcard", "ai-model-wildcard", "ai-notebook-url-unscoped", "ai-agentcore-user-impersonation"},
	Since:       "0.1.0",
}, policy.NearWildcard, "on all resources by a pattern that looks specific, so reviews miss it", nil)
