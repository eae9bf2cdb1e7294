package policyrules

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// A judgement is what a rule says of a statement: the place, and what follows
// the name of the document; "" for nothing.
type judgement func(d *policy.Document, s *policy.Statement, kind account.PolicyKind) (policy.Span, string)

// each has every statement of documents of some kinds judged once, and reports
// at each place where the document stands.
func each(pass *analysis.Pass, judge judgement, kinds ...account.PolicyKind) (any, error) {
	for _, shared := range account.Of[account.Documents](pass, account.DocumentsProvider).Shared {
		for _, kind := range kinds {
			if shared.Places[0].Kind != kind && len(shared.Places) == 1 {
				continue
			}
			for i := range shared.Statements {
				s := &shared.Statements[i]
				at, text := judge(shared.Document, s, kind)
				if text == "" {
					continue
				}
				for _, doc := range shared.Places {
					if doc.Kind != kind || !document.Judged(doc) || boundaryOnly(pass, doc.Managed) {
						continue
					}
					rule.Report(pass, rule.Finding{
						At:      doc.At(at),
						Subject: document.Subject(doc),
						Message: document.Title(doc) + " " + text,
						Content: document.Content(doc, s.Span),
						Scope:   doc.At(s.Span),
					})
				}
			}
		}
	}
	return nil, nil
}

// texts are the values of an element, the first three, and how many more there are.
func texts(e policy.Element) ([]string, int) {
	more := max(0, len(e.Values)-3)
	var list []string
	for _, v := range e.Values[:len(e.Values)-more] {
		list = append(list, v.Text)
	}
	return list, more
}
