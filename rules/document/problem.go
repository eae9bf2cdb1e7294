package document

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// NewRule makes a rule about one kind of problem of documents. The message is
// the document, what the problem says of it, and the consequence.
func NewRule(meta rule.Meta, consequence string, kinds ...policy.ProblemKind) *rule.Rule {
	return rule.New(meta, &analysis.Analyzer{
		Requires: []*analysis.Analyzer{account.Exports, account.ValidationProvider},
		Run: func(pass *analysis.Pass) (any, error) {
			validation := account.Of[account.Validation](pass, account.ValidationProvider)
			own := account.Of[account.Account](pass, account.Exports).ID
			for _, kind := range kinds {
				for _, mistake := range validation.Of(kind) {
					for _, doc := range mistake.Places {
						if kind == policy.ExampleAccount && policy.IsExampleAccount(own) {
							continue // the account is one of the documentation itself
						}
						report(pass, doc, mistake, consequence)
					}
				}
			}
			return nil, nil
		},
	})
}

func report(pass *analysis.Pass, doc *account.PolicyDocument, mistake account.Mistake, consequence string) {
	if mistake.Consequence != "" {
		consequence = mistake.Consequence
	}
	finding := rule.Finding{
		At:      doc.At(mistake.Span),
		Subject: Subject(doc),
		Message: Title(doc) + " " + mistake.Detail + ", so " + consequence,
		Content: doc.CanonicalAfter(mistake.Element+" of "+name(doc)+": ", mistake.Span),
		Scope:   doc.At(mistake.Scope),
	}
	if mistake.Scope.End == 0 {
		finding.Scope = doc.All()
	}
	if fix := doc.Fix(mistake.Fix); fix != nil {
		finding.Fixes = []rule.Fix{*fix}
	}
	rule.Report(pass, finding)
}
