package policyrules

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// Duplicate reports where several policies say the same.
var Duplicate = rule.New(rule.Meta{
	ID:    "policy-duplicate",
	Area:  "policy",
	Title: "Several policies say the same",
	Text: `Customer policies with the same meaning drift apart: somebody narrows one of them and believes that it is done. The comparison leaves aside the order, Sids and the case of actions.

One finding for each group of equal policies names the others. Inline policies are left to inline-policy-used.`,
	Remediation: "Keep one policy, attach it where the others are, and delete them.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider},
	Run:      duplicate,
})

func duplicate(pass *analysis.Pass) (any, error) {
	first := make(map[string]*account.ManagedPolicy)
	others := make(map[*account.ManagedPolicy][]*account.ManagedPolicy)
	var order []*account.ManagedPolicy
	for _, p := range account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider).Policies {
		doc := p.Default()
		if p.AWSManaged() || doc == nil || len(doc.Statements) == 0 {
			continue
		}
		meaning := doc.Meaning()
		if same := first[meaning]; same != nil {
			if len(others[same]) == 0 {
				order = append(order, same)
			}
			others[same] = append(others[same], p)
		} else {
			first[meaning] = p
		}
	}
	for _, p := range order {
		var names []string
		var related []rule.Related
		for _, o := range others[p] {
			names = append(names, fmt.Sprintf("%q", o.Name.Value))
			if len(related) < 10 {
				related = append(related, rule.Related{At: o.File.At(o.Name.Span), Message: "the same"})
			}
		}
		more := max(0, len(names)-3)
		rule.Report(pass, rule.Finding{
			At:      p.File.At(p.Name.Span),
			Subject: rule.Subject{Type: "policy", ARN: p.ARN.Value, Name: p.Name.Value},
			Message: fmt.Sprintf("policy %q says the same as %s, so they will drift apart", p.Name.Value, document.ActionList(names[:len(names)-more], more)),
			Content: "duplicate",
			Related: related,
		})
	}
	return nil, nil
}
