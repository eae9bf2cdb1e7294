package ai

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// GuardrailNotRequired reports where models may be invoked without a guardrail.
var GuardrailNotRequired = rule.New(rule.Meta{
	ID:    "ai-guardrail-not-required",
	Area:  "ai",
	Title: "Models may be invoked without a guardrail",
	Text: `A guardrail works only if each call names it. A condition on bedrock:GuardrailIdentifier makes AWS refuse calls without it; otherwise the code of the application decides, and whoever has its credentials leaves it out.

The rule is silent where a condition of the statement tests the key, or a Deny of the document does that speaks of bedrock:InvokeModel; one that takes the action back ends the finding, too.`,
	Remediation: `Add "Condition": {"StringEquals": {"bedrock:GuardrailIdentifier": "arn:aws:bedrock:REGION:ACCOUNT:guardrail/ID"}}`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	SubsumedBy:  []string{"policy-admin-wildcard", "ai-bedrock-full-access", "ai-model-wildcard"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider},
	Run:      guardrailNotRequired,
})

func guardrailNotRequired(pass *analysis.Pass) (any, error) {
	return document.Each(pass, func(d *policy.Document) bool { return d.SpeaksOf(bedrock) }, func(d *policy.Document, s *policy.Statement, _ account.PolicyKind) (policy.Span, string) {
		if !s.Allows() || s.Tests("bedrock:GuardrailIdentifier") {
			return policy.Span{}, ""
		}
		at, ok := s.Names("bedrock", "bedrock:invokemodel", "bedrock:invokemodelwithresponsestream", "bedrock:converse")
		if !ok || guarded(d) {
			return policy.Span{}, ""
		}
		return at, "lets models be invoked without a guardrail, so the code of the caller alone decides about filters"
	}, account.IdentityPolicy)
}

// guarded says whether a Deny of the document asks for a guardrail, or takes the
// use of models back.
func guarded(d *policy.Document) bool {
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Denies() && s.Tests("bedrock:GuardrailIdentifier") && s.ActsOn("bedrock:invokemodel") {
			return true
		}
	}
	return d.DeniesAlways("bedrock:invokemodel", "*")
}
