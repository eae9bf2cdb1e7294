package ai

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SCPMissing reports where no policy of the organization limits the use of models.
var SCPMissing = rule.New(rule.Meta{
	ID:    "ai-scp-missing",
	Area:  "ai",
	Title: "No policy of the organization limits the use of models",
	Text: `Which models may be used, in which regions and behind which guardrail is a decision of the organization. Without a service control policy each account decides, and a stolen credential uses the dearest model in a region at which nobody looks.

The rule looks for a Deny that speaks of bedrock:InvokeModel, on any level from the root of the organization down to the account; one for unused regions counts.`,
	Remediation: `Deny models that nobody reviewed:
{"Effect": "Deny", "Action": "bedrock:InvokeModel*", "NotResource": "arn:aws:bedrock:*::foundation-model/amazon.*"}`,
	Severity:   rule.Low,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.GuardrailsProvider},
	Run:      sCPMissing,
})

func sCPMissing(pass *analysis.Pass) (any, error) {
	g := account.Of[account.Guardrails](pass, account.GuardrailsProvider)
	org := account.Of[account.Account](pass, account.Exports).Organization
	if g.Why != "" || org == nil {
		return nil, nil
	}
	for _, level := range account.LevelDocuments(g.SCPs) {
		for _, doc := range level {
			for i := range doc.Statements {
				if s := &doc.Statements[i]; s.Denies() && s.ActsOn("bedrock:invokemodel") {
					return nil, nil
				}
			}
		}
	}
	rule.Report(pass, rule.Finding{
		At:      org.File.At(org.ID.Span),
		Subject: rule.Subject{Type: "account", Name: account.Of[account.Account](pass, account.Exports).ID},
		Message: "no service control policy limits which models the account uses, where and behind which guardrail",
		Content: "models",
	})
	return nil, nil
}
