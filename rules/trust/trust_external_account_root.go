package trust

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ExternalAccountRoot reports where a role trusts all of an outside account.
var ExternalAccountRoot = rule.New(rule.Meta{
	ID:    "trust-external-account-root",
	Area:  "trust",
	Title: "A role trusts all of an outside account",
	Text: `The principal :root of another account, or its bare id, means everybody in it to whom that account's administrators give sts:AssumeRole. Who gets in is then decided there, and a mistake there is a mistake here.

The rule is silent about trusted accounts and the own organization, where a condition on aws:PrincipalArn names who may, and where trust-external-id-missing reports the statement.`,
	Remediation: "Name the role of the other account that needs this one.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"trust-external-id-missing"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, rule.Config},
	Run:      statements(externalAccountRoot),
})

func externalAccountRoot(pass *analysis.Pass, t trusting) []complaint {
	if len(t.LimitsOf("aws:PrincipalArn")) > 0 {
		return nil
	}
	var found []complaint
	for _, p := range outsiders(pass, t) {
		if wholeAccount(p) {
			found = append(found, complaint{at: p.Value.Span, message: fmt.Sprintf("trusts all of account %s, so its administrators decide who gets in", document.AccountOf(p))})
		}
	}
	return found
}
