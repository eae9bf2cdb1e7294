package trust

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ExternalToAdmin reports roles that let outsiders in and end at administrator.
var ExternalToAdmin = rule.New(rule.Meta{
	ID:    "privesc-external-to-admin",
	Area:  "privesc",
	Title: "Somebody outside the account can become its administrator",
	Text: `A role trusts another account, or everybody, and is administrator or can become it by the steps that the finding shows. Whoever breaks into that account, or is dismissed from it, has this one.

The rule follows the ways that the other rules about escalation report. It is silent about accounts that the configuration trusts, the organization's management account and the own organization, about the landing-zone roles that work with nothing less than full access, and where a Deny of the trust policy turns the outsiders away. Roles for identity providers (GitHub, SAML) are the matter of the rules about trust.`,
	Remediation: "Name in the trust policy the one role of the other account that needs this one, with an external id, and give the role what that work needs. If the account is yours, list it under trusted-accounts in .iamlint.yaml.",
	Severity:    rule.Critical,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, graph.Provider, rule.Config},
	Run:      statements(externalToAdmin),
})

func externalToAdmin(pass *analysis.Pass, t trusting) []complaint {
	role := account.Of[graph.Graph](pass, graph.Provider).Find(t.doc.Owner.ARN)
	if role == nil || !role.Reaches() || account.LandingZone(role.Name.Value) || !t.ActsOn("sts:assumerole") {
		return nil
	}
	_, everyone, anyone := t.doc.AnyoneMayAssume()
	var flow []rule.Related
	for _, step := range graph.Flow(role.Steps()) {
		flow = append(flow, rule.Related{At: step.At, Message: step.Text})
	}
	var found []complaint
	complain := func(p policy.Principal, who string) {
		found = append(found, complaint{
			at:      p.Value.Span,
			message: fmt.Sprintf("lets %s in and %s, so the account is theirs to take", who, becomes(role)),
			flow:    flow,
		})
	}
	if anyone && t.names(everyone) {
		complain(everyone, "everybody")
	}
	for _, p := range outsiders(pass, t) {
		if role.LetsIn(document.AccountOf(p), p.Value.Text) {
			complain(p, "account "+document.AccountOf(p))
		}
	}
	return found
}

// names says whether the principal is an entry of the statement.
func (t trusting) names(p policy.Principal) bool {
	for _, entry := range t.Principal.Entries {
		if entry.Value.Span == p.Value.Span {
			return true
		}
	}
	return false
}

func becomes(role *graph.Node) string {
	if h := role.Everything(); h != nil {
		return "is administrator by " + h.Name
	}
	return "can become administrator: it " + graph.Describe(role.Steps())
}
