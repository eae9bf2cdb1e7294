package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// PrincipalFederatedUnsupported reports where a resource policy names an identity provider.
var PrincipalFederatedUnsupported = newRule(rule.Meta{
	ID:    "principal-federated-unsupported",
	Area:  "syntax",
	Title: "A resource policy names an identity provider",
	Text: `Only a role can trust an identity provider: its users have no identity in AWS before they take a role. In the policy of a resource AWS refuses it.

The rule is silent about trust policies.`,
	Remediation: "Let the people take a role, and name the role.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/FEDERATED_PRINCIPAL_NOT_SUPPORTED"},
	Since:       "0.1.0",
}, "it lets nobody in", policy.PrincipalFederated)
