package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// PrincipalFormatInvalid reports where a principal has an unknown type or no form that principals have.
var PrincipalFormatInvalid = newRule(rule.Meta{
	ID:    "principal-format-invalid",
	Area:  "syntax",
	Title: "A principal has an unknown type or no form that principals have",
	Text: `A principal is an account, a user, a role, a session, a service or an identity provider, each in its own form. AWS refuses what is none of these, or takes it for nobody: the access that was meant is not given, or a Deny does not deny.

The rule is silent about ids of deleted principals, wildcards, services and identity providers, which have rules of their own.`,
	Remediation: `Write "AWS" with an account id or an ARN, "Service" with a name such as ec2.amazonaws.com, or "Federated" with a provider.`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_PRINCIPAL_FORMAT", "aa:ERROR/INVALID_PRINCIPAL_KEY", "parliament:UNKNOWN_PRINCIPAL"},
	Since:       "0.1.0",
}, "it names nobody and AWS refuses the policy", policy.PrincipalFormat, policy.UnknownPrincipalType)
