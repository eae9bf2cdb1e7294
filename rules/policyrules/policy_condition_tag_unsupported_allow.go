package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionTagUnsupportedAllow reports Allows by tags that a service never sends.
var ConditionTagUnsupportedAllow = document.NewRule(rule.Meta{
	ID:    "policy-condition-tag-unsupported-allow",
	Area:  "policy",
	Title: "An Allow depends on tags that some of its services never send",
	Text: `Requests to a service that knows no tags lack aws:ResourceTag, aws:RequestTag and aws:TagKeys, so an Allow by them never applies. Somebody will notice that it does not work and widen it in a hurry.

The rule is silent about negated operators and IfExists, which let requests without the key pass, about services some of whose actions send it, about "Action": "*", which means whatever has tags, and about services whose reference is incomplete.`,
	Remediation: `Allow the actions of these services by the ARNs of the resources, in a statement without the tag.`,
	Severity:    rule.Low,
	Confidence:  rule.MediumConfidence,
	References:  []string{"aa:SUGGESTION/ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", "aa:SUGGESTION/ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"},
	Since:       "0.1.0",
}, "they are not allowed", policy.TagUnsupportedAllow)
