package ai

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// BedrockFullAccess reports where a principal has all of Bedrock.
var BedrockFullAccess = rule.New(rule.Meta{
	ID:    "ai-bedrock-full-access",
	Area:  "ai",
	Title: "A principal has all of Bedrock",
	Text: `All of Bedrock is every model at any price, the prompts and documents of all knowledge bases, the guardrails that are to hold agents back, and the log of what was asked. An agent or application that is tricked into using its own permissions turns them all against the account.

The rule looks for AmazonBedrockFullAccess among attachments, and for bedrock:* on everything in policies of the account. One finding names each holder.`,
	Remediation: "Allow bedrock:InvokeModel on the models in use, and leave guardrails, agents and logging to those who look after them.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:bedrock_full_access_policy_attached", "aisf:AISF-IAM-02"},
	SubsumedBy:  []string{"policy-admin-wildcard"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.GrantsProvider},
	Run:      bedrockFullAccess,
})

func bedrockFullAccess(pass *analysis.Pass) (any, error) {
	return fullAccess(pass, policy.FullBedrock, "AmazonBedrockFullAccess", "it can use every model and undo guardrails and logging")
}
