package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionTagUnsupportedDeny reports Denies by tags that a service never sends.
var ConditionTagUnsupportedDeny = document.NewRule(rule.Meta{
	ID:    "policy-condition-tag-unsupported-deny",
	Area:  "policy",
	Title: "A Deny depends on tags that some of its services never send",
	Text: `Requests to a service that knows no tags lack aws:ResourceTag, aws:RequestTag and aws:TagKeys, so a Deny by them does not hit: the actions stay as free as before, whatever the resource is tagged with. With NotAction that goes for all such services, and for those that AWS adds.

The rule is silent about negated operators and IfExists, which hit requests without the key, about services some of whose actions send it, about "Action": "*", which means whatever has tags, and about services whose reference is incomplete.`,
	Remediation: `Deny the actions of these services by the ARNs of the resources, in a statement without the tag.`,
	Severity:    rule.High,
	Confidence:  rule.MediumConfidence,
	References:  []string{"aa:SECURITY_WARNING/DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE", "aa:SECURITY_WARNING/DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"},
	Since:       "0.1.0",
}, "they are not denied", policy.TagUnsupportedDeny)
