package privesc

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// reportWays reports the documents, of which nobody knows the holders, that
// allow all that a way takes.
func reportWays(pass *analysis.Pass, waysOf func(*policy.Document, *catalog.Catalog) []graph.Complete) {
	details := account.Of[account.Account](pass, account.Exports).AuthorizationDetails
	for _, shared := range account.Of[account.Documents](pass, account.DocumentsProvider).Shared {
		var found []graph.Complete
		asked := false
		for _, d := range shared.Places {
			if d.Kind != account.IdentityPolicy || !document.Judged(d) || heldBySomebody(details, d) {
				continue
			}
			if !asked {
				found, asked = waysOf(shared.Document, account.CatalogOf(pass)), true
			}
			if len(found) == 0 {
				break
			}
			reportComplete(pass, d, found)
		}
	}
}

// heldBySomebody says whether the account shows who holds a document.
func heldBySomebody(details *account.AuthorizationDetails, d *account.PolicyDocument) bool {
	if d.Inline {
		return details != nil
	}
	return d.Managed != nil && details != nil && len(details.Holders(d.Managed.ARN.Value))+len(details.BoundaryHolders(d.Managed.ARN.Value)) > 0
}

func reportComplete(pass *analysis.Pass, d *account.PolicyDocument, found []graph.Complete) {
	first := found[0]
	does := "can become administrator"
	if first.Does != "" {
		does = first.Does
	}
	text := fmt.Sprintf("%s allows %s, with which its holder %s (%s)", document.Title(d), strings.Join(first.Actions, ", "), does, first.ID)
	if more := len(found) - 1; more > 0 {
		var ids []string
		for _, c := range found[1:min(len(found), 6)] {
			ids = append(ids, c.ID)
		}
		sets := "sets"
		if more == 1 {
			sets = "set"
		}
		text += fmt.Sprintf(", and %d more such %s (%s", more, sets, strings.Join(ids, ", "))
		if len(ids) < more {
			text += ", ..."
		}
		text += ")"
	}
	rule.Report(pass, rule.Finding{
		At:      d.At(first.At),
		Subject: document.Subject(d),
		Message: text,
		Content: document.Content(d, first.Statement.Span),
		Scope:   d.At(first.Statement.Span),
	})
}
