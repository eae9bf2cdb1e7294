package trust

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// PrincipalRedundant reports where a trust lists a session beside the role that it is of.
var PrincipalRedundant = document.NewRule(rule.Meta{
	ID:          "trust-principal-redundant",
	Area:        "trust",
	Title:       "A trust lists a session beside the role that it is of",
	Text:        "Trusting a role trusts all of its sessions. The session in the list adds nothing, and somebody who removes the role later may believe that nobody is trusted any more.",
	Remediation: "Remove the session, or the role if only that session was meant.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"aa:SUGGESTION/REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY"},
	Since:       "0.1.0",
}, "the session adds nothing", policy.TrustPrincipalRedundant)
