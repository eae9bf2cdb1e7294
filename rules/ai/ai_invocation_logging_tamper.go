package ai

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// InvocationLoggingTamper reports where the log of model calls may be switched off or sent elsewhere.
var InvocationLoggingTamper = document.NewGrantRule(rule.Meta{
	ID:    "ai-invocation-logging-tamper",
	Area:  "ai",
	Title: "The log of model calls may be switched off or sent elsewhere",
	Text: `The invocation log of Bedrock holds prompts and answers. It shows what an agent was talked into, and what a stolen key was used for. Who may delete or redirect it works unseen, or has all prompts delivered to a bucket of its own.

The rule is silent about documents that grant everything, where a Deny takes the actions back, and about policies that only principals hold whom the configuration names under security-principals.`,
	Remediation: "Leave the configuration of logging to the security team, and deny it to others in a service control policy.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"policy-admin-wildcard", "ai-bedrock-full-access"},
	Since:       "0.1.0",
}, policy.ModelLoggingTampering, "for the whole account, so its holder can blind the log of prompts or read it all", document.HeldBySecurity)
