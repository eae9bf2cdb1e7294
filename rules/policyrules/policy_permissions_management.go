package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// PermissionsManagementWildcard reports where a policy lets permissions and sharing of any resource be changed.
var PermissionsManagementWildcard = document.NewGrantRule(rule.Meta{
	ID:    "policy-permissions-management",
	Area:  "policy",
	Title: "A policy lets permissions and sharing of any resource be changed",
	Text: `Actions of the access level Permissions management write the policies of resources, share them with other accounts and attach policies. On every resource they let the holder open a bucket or a key to a stranger, or give itself what it lacks.

The rule counts what the document grants on all resources of the type, near-wildcards included. It is silent about actions that take no resources, under conditions that limit the resources, about whole services (policy-service-wildcard) and where policy-full-iam says more.`,
	Remediation: "Name the resources whose permissions the holders look after, and leave the rest to few.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"cloudsplaining:ResourceExposure", "parliament:PERMISSIONS_MANAGEMENT_ACTIONS"},
	SubsumedBy:  []string{"policy-admin-wildcard", "policy-full-iam", "policy-full-kms"},
	Since:       "0.1.0",
}, policy.PermissionsManagement, "on every resource, so its holder can open them to others", nil)
