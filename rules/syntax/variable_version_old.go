package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// VariableVersionOld reports where a policy uses variables in a version that has none.
var VariableVersionOld = newRule(rule.Meta{
	ID:    "variable-version-old",
	Area:  "syntax",
	Title: "A policy uses variables in a version that has none",
	Text: `In the policy language of 2008, which also holds where Version is missing, ${aws:username} is plain text. An Allow for each user's own folder grants a folder that does not exist; a Deny with such a text does not deny.

The fix is not safe: with the new version the variable works and grants what it says.`,
	Remediation: `Write "Version": "2012-10-17", and check what the variables then allow.`,
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/VARIABLE_UNSUPPORTED_IN_VERSION"},
	Since:       "0.1.0",
}, "the statement does not speak of what it seems to", policy.VariableVersionOld)
