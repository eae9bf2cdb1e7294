package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// DetectionTampering reports where a policy allows logging and detection to be switched off.
var DetectionTampering = document.NewGrantRule(rule.Meta{
	ID:    "policy-detection-tampering",
	Area:  "policy",
	Title: "A policy allows logging and detection to be switched off",
	Text: `Trails, Config recorders, GuardDuty, Security Hub, Macie, Inspector and Access Analyzer tell of an attack only as long as they run. The first thing that an attacker with these actions does is to stop them; nothing afterwards is seen.

The rule counts actions that stop, delete or blind detection on all resources. It is silent under conditions that limit what the actions are about, where a Deny takes them back, about documents that grant everything, and about policies that only principals hold whom the configuration names under security-principals.`,
	Remediation: `Take the actions out, or deny them in a service control policy for everybody but the security team, and name that team in the configuration:
security-principals: [arn:aws:iam::*:role/security/*]`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	SubsumedBy: []string{"policy-admin-wildcard", "policy-full-cloudtrail"},
	Since:      "0.1.0",
}, policy.DetectionTampering, "without a limit, so its holder can act unseen", document.HeldBySecurity)
