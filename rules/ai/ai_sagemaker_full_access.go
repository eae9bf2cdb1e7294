package ai

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// SageMakerFullAccess reports where a principal has all of SageMaker.
var SageMakerFullAccess = rule.New(rule.Meta{
	ID:    "ai-sagemaker-full-access",
	Area:  "ai",
	Title: "A principal has all of SageMaker",
	Text: `All of SageMaker is every notebook and every job with its role, the models in production, and the data in buckets with sagemaker in their name. One notebook cell of one user, or a poisoned package in it, reaches the work of everybody.

The rule looks for AmazonSageMakerFullAccess among attachments, and for sagemaker:* on everything in policies of the account.`,
	Remediation: "Give each project a role that names its notebooks, jobs and buckets (SageMaker Role Manager), and test tags for the rest.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"policy-admin-wildcard"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.GrantsProvider},
	Run:      sageMakerFullAccess,
})

func sageMakerFullAccess(pass *analysis.Pass) (any, error) {
	return fullAccess(pass, policy.FullSageMaker, "AmazonSageMakerFullAccess", "one notebook cell reaches all notebooks, jobs and models")
}
