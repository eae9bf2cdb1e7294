package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// VersionOld reports where a policy names the 2008 version of the policy language.
var VersionOld = newRule(rule.Meta{
	ID:          "version-old",
	Area:        "syntax",
	Title:       "A policy names the 2008 version of the policy language",
	Text:        "The version of 2008 has no policy variables, and nothing is gained by it. The rule is for auditors: the policy does what it says.",
	Remediation: `Write "Version": "2012-10-17", after a look at texts such as ${...} in it, which become variables.`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"parliament:OLD_VERSION"},
	Since:       "0.1.0",
}, "policy variables do not work in it", policy.VersionOld)
