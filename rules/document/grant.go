package document

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// NewGrantRule makes a rule about one danger of grants without a limit on
// resources. The message is the document, the actions, and what follows. A
// place for which spared, if not nil, is true has no finding.
func NewGrantRule(meta rule.Meta, danger policy.Danger, consequence string, spared func(*analysis.Pass, *account.PolicyDocument) bool) *rule.Rule {
	requires := []*analysis.Analyzer{account.GrantsProvider}
	if spared != nil {
		requires = append(requires, account.Exports, rule.Config)
	}
	meta.Text += "\n\nA policy is not reported where a permissions boundary, or a Deny of another policy, keeps all who hold it from using the actions."
	return rule.New(meta, &analysis.Analyzer{
		Requires: requires,
		Run: func(pass *analysis.Pass) (any, error) {
			for _, grant := range account.Of[account.Grants](pass, account.GrantsProvider).Of(danger) {
				for _, doc := range grant.Places {
					if spared == nil || !spared(pass, doc) {
						reportGrant(pass, doc, grant, consequence)
					}
				}
			}
			return nil, nil
		},
	})
}

func reportGrant(pass *analysis.Pass, doc *account.PolicyDocument, grant account.UnlimitedGrant, consequence string) {
	statement := doc.At(grant.Statement.Span)
	rule.Report(pass, rule.Finding{
		At:      doc.At(grant.At),
		Subject: Subject(doc),
		Message: Title(doc) + " allows " + ActionList(grant.Actions, grant.More) + " " + consequence + Reservations(grant.Conditions),
		Content: Content(doc, grant.Statement.Span),
		Scope:   statement,
	})
}

// ActionList names actions as a sentence does.
func ActionList(actions []string, more int) string {
	last := len(actions) - 1
	switch {
	case more > 0:
		return fmt.Sprintf("%s and %d more", strings.Join(actions, ", "), more)
	case last == 0:
		return actions[0]
	}
	return strings.Join(actions[:last], ", ") + " and " + actions[last]
}

// Reservations says that conditions limit when, and not what.
func Reservations(conditions []string) string {
	if len(conditions) == 0 {
		return ""
	}
	return "; its conditions (" + ActionList(conditions, 0) + ") say when, but not what"
}

// HeldBySecurity says whether all who hold a document are principals that the
// configuration names under security-principals.
func HeldBySecurity(pass *analysis.Pass, doc *account.PolicyDocument) bool {
	patterns := rule.SettingsOf(pass).SecurityPrincipals
	if len(patterns) == 0 {
		return false
	}
	named := func(name, arn string) bool {
		for _, p := range patterns {
			if policy.Match(p, name) || policy.Match(p, arn) {
				return true
			}
		}
		return false
	}
	if doc.Managed == nil {
		return doc.Inline && named(doc.Owner.Name, doc.Owner.ARN)
	}
	details := account.Of[account.Account](pass, account.Exports).AuthorizationDetails
	holders := details.Holders(doc.Managed.ARN.Value)
	for _, h := range holders {
		if !named(h.Name.Value, h.ARN.Value) {
			return false
		}
	}
	return len(holders) > 0 && doc.Managed.Attachments.Value <= len(holders)
}
