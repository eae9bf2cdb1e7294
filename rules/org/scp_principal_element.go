package org

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// SCPPrincipalElement reports where a service control policy names a principal.
var SCPPrincipalElement = document.NewRule(rule.Meta{
	ID:          "scp-principal-element",
	Area:        "org",
	Title:       "A service control policy names a principal",
	Text:        "A service control policy binds everybody in the accounts that it is attached to. Organizations refuses Principal and NotPrincipal in it, so the guardrail that somebody meant to set is not in force.",
	Remediation: "Remove the element. To except somebody from a Deny, test aws:PrincipalArn.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/SCP_SYNTAX_ERROR_PRINCIPAL"},
	Since:       "0.1.0",
}, "Organizations refuses it", policy.SCPPrincipal)
