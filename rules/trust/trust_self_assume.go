package trust

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SelfAssume reports where a role trusts itself.
var SelfAssume = rule.New(rule.Meta{
	ID:          "trust-self-assume",
	Area:        "trust",
	Title:       "A role trusts itself",
	Text:        "For auditors: a role that may take itself lets whoever has one of its sessions make new ones without end, so a stolen session outlives its hours. It is needed only by programs that scope down their own session.",
	Remediation: "Remove the role from its own trust policy.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(selfAssume),
})

func selfAssume(_ *analysis.Pass, t trusting) []complaint {
	var found []complaint
	for _, p := range t.Principal.Entries {
		if p.Type == "AWS" && p.Value.Text != "" && p.Value.Text == t.doc.Owner.ARN {
			found = append(found, complaint{at: p.Value.Span, message: "trusts itself, so a stolen session can be renewed without end"})
		}
	}
	return found
}
