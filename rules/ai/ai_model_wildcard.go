package ai

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ModelWildcard reports where every foundation model may be invoked.
var ModelWildcard = document.NewGrantRule(rule.Meta{
	ID:    "ai-model-wildcard",
	Area:  "ai",
	Title: "Every foundation model may be invoked",
	Text: `Models differ in price by a factor of hundreds, in where they process prompts, and in what their makers do with them. Who may invoke every model can run up a bill overnight with a stolen key, which is what such keys are stolen for, and send data to a model that nobody reviewed.

The rule counts "*" and all foundation models by a pattern. It is silent about named models and model families, and under conditions that limit what is invoked.`,
	Remediation: `Name the models: "Resource": "arn:aws:bedrock:*::foundation-model/anthropic.claude-*"
and require a guardrail: "Condition": {"StringEquals": {"bedrock:GuardrailIdentifier": "ARN"}}`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	SubsumedBy: []string{"policy-admin-wildcard", "ai-bedrock-full-access"},
	Since:      "0.1.0",
}, policy.InvokeAnyModel, "for every model, so a stolen credential can use the dearest one and any that nobody reviewed", nil)
