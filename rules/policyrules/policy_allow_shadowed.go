package policyrules

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// AllowShadowed reports where an Allow can never take effect.
var AllowShadowed = rule.New(rule.Meta{
	ID:    "policy-allow-shadowed",
	Area:  "policy",
	Title: "An Allow can never take effect",
	Text: `A Deny of the same document covers all that the statement allows, at all times. Whoever reads the Allow believes in a permission that is not there, and whoever takes the Deny out for another reason brings it to life.

The rule compares what the statements say: actions, resources, and a Deny without conditions. It is silent where a condition of the Deny can fail, or part of the Allow is left.`,
	Remediation: "Remove the statement, or narrow the Deny.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider},
	Run:      allowShadowed,
})

func allowShadowed(pass *analysis.Pass) (any, error) {
	return document.Each(pass, (*policy.Document).Denies, func(d *policy.Document, s *policy.Statement, _ account.PolicyKind) (policy.Span, string) {
		if !s.Allows() {
			return policy.Span{}, ""
		}
		for i := range d.Statements {
			if deny := &d.Statements[i]; deny.Denies() && deny.MayCover(s) && !deny.Conditional() && s.Parsable() && deny.SpeaksOfAll(s) {
				return s.Span, "has an Allow of " + document.ActionList(document.Texts(s.Action)) + " that a Deny of the same document covers, so it grants nothing"
			}
		}
		return policy.Span{}, ""
	}, account.IdentityPolicy)
}
