package privesc

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// PolicyActions reports policies that hold all that a way to administrator takes.
var PolicyActions = rule.New(rule.Meta{
	ID:    "privesc-policy-actions",
	Area:  "privesc",
	Title: "A policy holds all actions that lead to administrator",
	Text: `Some actions together are as good as AdministratorAccess: to attach policies to any user, or to pass any role to a function and call it. Who holds such a policy needs nothing else, whatever the policy is called.

The rule judges documents of which it is not known who holds them: single policy files, and managed policies that nobody holds. In an account the other rules about escalation say who holds what, and whether there is an administrator to become. An action on users, roles, groups or policies counts where it is allowed on all of them, or on the holder's own user (${aws:username}); iam:PassRole that names roles or a service counts as limited. Conditions on more than the caller's session, and a Deny in the same document, silence the rule.`,
	Remediation: "Name in Resource the roles, users and policies that the work needs, and for iam:PassRole the service in a condition on iam:PassedToService; or part the actions between two policies that nobody holds together.",
	Severity:    rule.High,
	Confidence:  rule.MediumConfidence,
	References: []string{
		"prowler:iam_policy_allows_privilege_escalation", "prowler:iam_inline_policy_allows_privilege_escalation", "parliament:PRIVILEGE_ESCALATION",
		"cloudsplaining:PrivilegeEscalation", "aisf:AISF-IAM-02",
	},
	SubsumedBy: []string{"policy-admin-wildcard", "policy-full-iam"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.Catalog},
	Run:      policyActions,
})

func policyActions(pass *analysis.Pass) (any, error) {
	details := account.Of[account.Account](pass, account.Exports).AuthorizationDetails
	for _, shared := range account.Of[account.Documents](pass, account.DocumentsProvider).Shared {
		var found []graph.Complete
		asked := false
		for _, d := range shared.Places {
			if d.Kind != account.IdentityPolicy || !document.Judged(d) || heldBySomebody(details, d) {
				continue
			}
			if !asked {
				found, asked = graph.CompletesOf(shared.Document, account.CatalogOf(pass)), true
			}
			if len(found) == 0 {
				break
			}
			reportComplete(pass, d, found)
		}
	}
	return nil, nil
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
	text := fmt.Sprintf("%s allows %s, with which its holder can become administrator (%s)", document.Title(d), strings.Join(first.Actions, ", "), first.ID)
	if more := len(found) - 1; more > 0 {
		var ids []string
		for _, c := range found[1:min(len(found), 6)] {
			ids = append(ids, c.ID)
		}
		text += fmt.Sprintf(", and %d more such sets (%s", more, strings.Join(ids, ", "))
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
