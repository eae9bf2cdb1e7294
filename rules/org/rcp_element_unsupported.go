package org

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// RCPElementUnsupported reports where a resource control policy uses what it cannot.
var RCPElementUnsupported = document.NewRule(rule.Meta{
	ID:          "rcp-element-unsupported",
	Area:        "org",
	Title:       "A resource control policy uses what it cannot",
	Text:        `A resource control policy denies: of everybody ("Principal": "*"), named actions, of services that such policies cover. Allow, NotAction, NotPrincipal, other principals, all actions at once and other services are refused, so the guardrail is not in force.`,
	Remediation: "Deny the actions of a covered service to everybody, and narrow it with conditions.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/RCP_SYNTAX_ERROR_PRINCIPAL", "aa:ERROR/RCP_SYNTAX_ERROR_ALLOW", "aa:ERROR/RCP_SYNTAX_ERROR_NOTACTION", "aa:ERROR/RCP_SYNTAX_ERROR_ACTION"},
	Since:       "0.1.0",
}, "it is not in force", policy.RCPElement)
