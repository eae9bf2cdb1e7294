package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// VersionInvalid reports where a policy names a version that does not exist.
var VersionInvalid = newRule(rule.Meta{
	ID:          "version-invalid",
	Area:        "syntax",
	Title:       "A policy names a version that does not exist",
	Text:        "Version is no date of your own: it is the version of the policy language, 2012-10-17 or the old 2008-10-17. AWS refuses others.",
	Remediation: `Write "Version": "2012-10-17".`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_VERSION", "parliament:INVALID_VERSION"},
	Since:       "0.1.0",
}, "AWS refuses the policy", policy.VersionInvalid)
