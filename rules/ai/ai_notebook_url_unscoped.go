package ai

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// NotebookURLUnscoped reports where notebooks and Studio profiles of others may be opened.
var NotebookURLUnscoped = document.NewGrantRule(rule.Meta{
	ID:    "ai-notebook-url-unscoped",
	Area:  "ai",
	Title: "Notebooks and Studio profiles of others may be opened",
	Text: `A presigned URL opens a notebook instance or a Studio profile in a browser, with a terminal and the execution role's credentials. Who can make one for any notebook works with the strongest role of them, and in the work of others.

The rule counts what covers all notebooks or profiles. It is silent about names, and under conditions such as sagemaker:ResourceTag or aws:ResourceTag.`,
	Remediation: `Limit it to the own profile: "Condition": {"StringEquals": {"sagemaker:ResourceTag/studiouserid": "${aws:PrincipalTag/studiouserid}"}}`,
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"policy-admin-wildcard", "ai-sagemaker-full-access"},
	Since:       "0.1.0",
}, policy.OpenAnyNotebook, "for every notebook or profile, so its holder works with the role of any of them", nil)
