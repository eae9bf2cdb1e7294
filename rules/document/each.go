package document

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// A Judgement is what a rule says of a statement: the place, and what follows
// the name of the document; "" for nothing.
type Judgement func(d *policy.Document, s *policy.Statement, kind account.PolicyKind) (policy.Span, string)

// Each has every statement of documents of some kinds that may have to do with
// it (where) judged once, and reports
// at each place where the document stands.
func Each(pass *analysis.Pass, where func(*policy.Document) bool, judge Judgement, kinds ...account.PolicyKind) (any, error) {
	return EachPlace(pass, where, judge, nil, kinds...)
}

// EachPlace is Each without the places for which spared, if not nil, is true.
func EachPlace(pass *analysis.Pass, where func(*policy.Document) bool, judge Judgement, spared func(*account.PolicyDocument) bool, kinds ...account.PolicyKind) (any, error) {
	for _, shared := range account.Of[account.Documents](pass, account.DocumentsProvider).Shared {
		if !slices.ContainsFunc(shared.Places, Judged) || !where(shared.Document) {
			continue
		}
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
					if doc.Kind != kind || !Judged(doc) || account.Of[account.Account](pass, account.Exports).BoundaryOnly(doc.Managed) || spared != nil && spared(doc) {
						continue
					}
					rule.Report(pass, rule.Finding{
						At:      doc.At(at),
						Subject: Subject(doc),
						Message: Title(doc) + " " + text,
						Content: Content(doc, s.Span),
						Scope:   doc.At(s.Span),
					})
				}
			}
		}
	}
	return nil, nil
}

// Texts are the values of an element, the first three, and how many more there are.
func Texts(e policy.Element) ([]string, int) {
	more := max(0, len(e.Values)-3)
	var list []string
	for _, v := range e.Values[:len(e.Values)-more] {
		list = append(list, v.Text)
	}
	return list, more
}
