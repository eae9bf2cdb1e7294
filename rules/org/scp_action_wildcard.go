package org

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// SCPActionWildcard reports where an action of a service control policy has a wildcard before its end.
var SCPActionWildcard = document.NewRule(rule.Meta{
	ID:          "scp-action-wildcard",
	Area:        "org",
	Title:       "An action of a service control policy has a wildcard before its end",
	Text:        "Service control policies had a narrower language than other policies until 2025, in which a wildcard could only end an action. Older checks and tools, IAM Access Analyzer among them, still refuse others.",
	Remediation: "Write the actions out, if tools that you use refuse the policy.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"aa:ERROR/SCP_SYNTAX_ERROR_ACTION_WILDCARD"},
	Since:       "0.1.0",
}, "older tools refuse it", policy.SCPActionWildcard)
