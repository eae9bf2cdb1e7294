package trust

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// DanglingPrincipal reports where a condition names a principal that does not exist.
var DanglingPrincipal = rule.New(rule.Meta{
	ID:    "trust-dangling-principal",
	Area:  "trust",
	Title: "A condition names a principal that does not exist",
	Text: `A Principal element is tied to the user or role that it names; a condition on aws:PrincipalArn is only a text. When the principal is deleted the condition stays, and whoever makes a user or role of that name has the access.

The rule looks at conditions that let aws:PrincipalArn be a user or role of this account that the authorization details, when whole, do not list. It is silent about patterns and other accounts.`,
	Remediation: "Take the name out of the condition.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.PrincipalsProvider, account.AuthorizationDetailsProvider},
	Run:      danglingPrincipal,
})

func danglingPrincipal(pass *analysis.Pass) (any, error) {
	own, details := account.Of[account.Account](pass, account.Exports).ID, account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider)
	principals := account.Of[account.Principals](pass, account.PrincipalsProvider)
	if own == "" || !details.HasUsers || !details.HasRoles {
		return nil, nil
	}
	for _, doc := range account.Of[account.Documents](pass, account.DocumentsProvider).All {
		if !document.Judged(doc) {
			continue
		}
		for i := range doc.Statements {
			s := &doc.Statements[i]
			if len(s.Conditions) == 0 || !s.Allows() {
				continue
			}
			for _, limit := range s.LimitsOf("aws:PrincipalArn") {
				for _, v := range limit.Patterns {
					id, _ := account.ResourceAccount(v.Text)
					named := strings.Contains(v.Text, ":role/") || strings.Contains(v.Text, ":user/")
					if id != own || !named || hasWildcard(v.Text) || strings.Contains(v.Text, "${") || principals.ByARN(v.Text) != nil {
						continue
					}
					rule.Report(pass, rule.Finding{
						At:      doc.At(v.Span),
						Subject: document.Subject(doc),
						Message: fmt.Sprintf("%s lets in %s, which does not exist, so whoever makes a principal of that name has the access", document.Title(doc), v.Text),
						Content: v.Text,
						Scope:   doc.At(s.Span),
					})
				}
			}
		}
	}
	return nil, nil
}
