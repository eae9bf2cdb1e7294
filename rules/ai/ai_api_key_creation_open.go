package ai

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// APIKeyCreationOpen reports where bedrock API keys may be made or used.
var APIKeyCreationOpen = document.NewGrantRule(rule.Meta{
	ID:    "ai-api-key-creation-open",
	Area:  "ai",
	Title: "Bedrock API keys may be made or used",
	Text: `A Bedrock API key is a bearer token: who has the text may call models, without a signature and without MFA. Long-term keys belong to IAM users that nobody watches. Unless it is denied, whoever may make service-specific credentials can make one, and bedrock:CallWithBearerToken lets keys be used.

The rule is silent where the service is limited (iam:ServiceSpecificCredentialServiceName), where the age is (iam:ServiceSpecificCredentialAgeDays), for the caller's own user, and under bedrock:BearerTokenType.`,
	Remediation: `Deny it in a service control policy:
{"Effect": "Deny", "Action": "bedrock:CallWithBearerToken", "Resource": "*", "Condition": {"StringEquals": {"bedrock:BearerTokenType": "LONG_TERM"}}}`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	SubsumedBy: []string{"policy-admin-wildcard", "policy-full-iam"},
	Since:      "0.1.0",
}, policy.BearerKeys, "without a limit, so calls without signature and MFA are possible", nil)
