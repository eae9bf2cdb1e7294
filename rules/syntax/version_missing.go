package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// VersionMissing reports where a policy has no version.
var VersionMissing = newRule(rule.Meta{
	ID:    "version-missing",
	Area:  "syntax",
	Title: "A policy has no version",
	Text: `Without Version the policy language of 2008 holds, in which policy variables such as ${aws:username} are plain text: a statement that should speak of each user's own folder then speaks of a folder of that name.

The fix is safe where the document has no variables; where it has some, adding the version changes what it grants.`,
	Remediation: `Add "Version": "2012-10-17".`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:WARNING/MISSING_VERSION", "parliament:NO_VERSION"},
	Since:       "0.1.0",
}, "newer elements such as policy variables do not work in it", policy.VersionMissing)
