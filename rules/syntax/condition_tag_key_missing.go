package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionTagKeyMissing reports where a tag condition does not say which tag.
var ConditionTagKeyMissing = newRule(rule.Meta{
	ID:          "condition-tag-key-missing",
	Area:        "syntax",
	Title:       "A tag condition does not say which tag",
	Text:        "aws:ResourceTag, aws:RequestTag and aws:PrincipalTag are tested with the key of a tag behind a slash. Without it no request carries the key.",
	Remediation: "Write the key with the tag: aws:ResourceTag/team.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/MISSING_TAG_KEY_IN_CONDITION"},
	Since:       "0.1.0",
}, "no request carries the key", policy.TagKeyMissing)
