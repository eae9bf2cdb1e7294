package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionRegionInvalid reports where a condition names a region that does not exist.
var ConditionRegionInvalid = newRule(rule.Meta{
	ID:          "condition-region-invalid",
	Area:        "syntax",
	Title:       "A condition names a region that does not exist",
	Text:        "No request is for the region. A Deny of all but the named regions then denies one that was to be allowed; an Allow does not grant.",
	Remediation: "Write the region as AWS has it.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_REGION"},
	Since:       "0.1.0",
}, "no request matches it", policy.RegionInvalid)
