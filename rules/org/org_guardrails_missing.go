package org

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// GuardrailsMissing reports where no service control policy limits the account.
var GuardrailsMissing = rule.New(rule.Meta{
	ID:    "org-guardrails-missing",
	Area:  "org",
	Title: "No service control policy limits the account",
	Text: `The account stands under FullAWSAccess alone, which allows everything: being in the organization protects it from nothing.

The rule looks at all policies from the root down to the account. It is silent when any of them denies something, or allows less than everything.`,
	Remediation: "Attach policies that deny what no account needs: leaving the organization, switching off the trail, unused regions, the root user.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"cis-7.0:2.1.2"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.GuardrailsProvider},
	Run:      guardrailsMissing,
})

func guardrailsMissing(pass *analysis.Pass) (any, error) {
	g, ok := bound(pass)
	if !ok {
		return nil, nil
	}
	for _, level := range account.LevelDocuments(g.SCPs) {
		full := false
		for _, doc := range level {
			for i := range doc.Statements {
				if doc.Statements[i].Denies() {
					return nil, nil
				}
			}
			_, grants := doc.GrantsFullAccess()
			full = full || grants
		}
		if !full {
			return nil, nil // a list of what is allowed
		}
	}
	reportAccount(pass, "no service control policy denies the account anything, so the organization protects it from nothing", "guardrails")
	return nil, nil
}
