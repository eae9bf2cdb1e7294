package ai

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// fullAccess reports who holds all of a service: by AWS's policy of that name,
// or by a statement that allows every action on everything.
func fullAccess(pass *analysis.Pass, danger policy.Danger, managed, consequence string) (any, error) {
	if details := account.Of[account.Account](pass, account.Exports).AuthorizationDetails; details != nil {
		var holders []*account.Identity
		for _, u := range details.Users {
			holders = append(holders, &u.Identity)
		}
		for _, g := range details.Groups {
			holders = append(holders, &g.Identity)
		}
		for _, r := range details.Roles {
			holders = append(holders, &r.Identity)
		}
		for _, h := range holders {
			for _, a := range h.Attached {
				if !h.AWSOwned() && account.IsAWSManagedNamed(a.ARN.Value, managed) {
					rule.Report(pass, rule.Finding{
						At:      h.At(a.ARN.Span),
						Subject: rule.Subject{Type: h.Type, ARN: h.ARN.Value, Name: h.Name.Value},
						Message: fmt.Sprintf("%s %q holds %s, so %s", h.Type, h.Name.Value, managed, consequence),
						Content: a.ARN.Value,
						Scope:   h.At(a.Span),
					})
				}
			}
		}
	}
	for _, g := range account.Of[account.Grants](pass, account.GrantsProvider).Of(danger) {
		for _, doc := range g.Places {
			rule.Report(pass, rule.Finding{
				At:      doc.At(g.At),
				Subject: document.Subject(doc),
				Message: document.Title(doc) + " allows " + document.ActionList(g.Actions, g.More) + " on everything, so " + consequence + document.Reservations(g.Conditions),
				Content: document.Content(doc, g.Statement.Span),
				Scope:   doc.At(g.Statement.Span),
			})
		}
	}
	return nil, nil
}
