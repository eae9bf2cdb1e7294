package mfa

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionIneffective reports conditions on MFA that calls without MFA pass.
var ConditionIneffective = document.NewRule(rule.Meta{
	ID:    "mfa-condition-ineffective",
	Area:  "mfa",
	Title: "A condition on MFA lets calls without MFA pass",
	Text: `Calls signed with long-term access keys carry no aws:MultiFactorAuthPresent at all; sessions without MFA carry it with the value false. A Deny with Bool and the value false therefore never hits stolen access keys, an Allow with BoolIfExists and the value true lets them in, and a test with Null lets sessions without MFA pass. Somebody who has stolen the keys of a user acts as if MFA had never been asked for.

The rule weighs all Denies of a document together: two that cover both kinds of call are silent. It is silent about conditions that nobody could take for a demand for MFA, such as an Allow for calls without it.`,
	Remediation: `In a Deny write "BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}, in an Allow "Bool": {"aws:MultiFactorAuthPresent": "true"}. Look first who works with long-term keys: the mended Deny hits them.`,
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"parliament:BAD_PATTERN_FOR_MFA"},
	Since:       "0.1.0",
}, "who has stolen credentials acts without MFA", policy.MFAIneffective)
