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

The rule follows the ways that the other rules about escalation report; entrances that go on by the same statement are one finding. It is silent about accounts that the configuration trusts, the organization's management account and the own organization, about the landing-zone roles that work with nothing less than full access, and where a Deny of the trust policy turns the outsiders away. Roles for identity providers (GitHub, SAML) are the matter of the rules about trust.`,
	Remediation: "Name in the trust policy the one role of the other account that needs this one, with an external id, and give the role what that work needs. If the account is yours, list it under trusted-accounts in .iamlint.yaml.",
	Severity:    rule.Critical,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, graph.Provider, rule.Config},
	Run:      externalToAdmin,
})

// An entrance is a trusted outsider with the role that lets it in.
type entrance struct {
	trusting
	role *graph.Node
	at   policy.Span // of the principal
	who  string
}

// externalToAdmin reports the entrances to roles that are administrator each,
// and of those that go on by the same statement the first, with the others.
func externalToAdmin(pass *analysis.Pass) (any, error) {
	type place struct {
		file  *account.File
		start uint32
	}
	var order []place
	groups := make(map[place][]entrance)
	_, err := statements(func(pass *analysis.Pass, t trusting) []complaint {
		for _, e := range entrances(pass, t) {
			at := e.doc.At(e.at)
			if e.role.Everything() == nil {
				if opens, ok := e.role.Steps()[0].Opens(); ok {
					at = opens.At
				}
			}
			key := place{at.File, at.Span.Start}
			if groups[key] == nil {
				order = append(order, key)
			}
			groups[key] = append(groups[key], e)
		}
		return nil
	})(pass)
	for _, key := range order {
		reportEntrances(pass, groups[key])
	}
	return nil, err
}

// entrances are the outsiders that a statement lets in, if its role is
// administrator or can become it.
func entrances(pass *analysis.Pass, t trusting) []entrance {
	role := account.Of[graph.Graph](pass, graph.Provider).Find(t.doc.Owner.ARN)
	if role == nil || !role.Reaches() || account.LandingZone(role.Name.Value) || !t.ActsOn("sts:assumerole") {
		return nil
	}
	var found []entrance
	if _, everyone, anyone := t.doc.AnyoneMayAssume(); anyone && t.names(everyone) {
		found = append(found, entrance{t, role, everyone.Value.Span, "everybody"})
	}
	for _, p := range outsiders(pass, t) {
		if id := document.AccountOf(p); role.LetsIn(id, p.Value.Text) {
			found = append(found, entrance{t, role, p.Value.Span, "account " + id})
		}
	}
	return found
}

func reportEntrances(pass *analysis.Pass, group []entrance) {
	const most = 50 // related places
	first := group[0]
	c := complaint{at: first.at, message: fmt.Sprintf("lets %s in and %s, so the account is theirs to take", first.who, becomes(first.role))}
	switch more := len(group) - 1; more {
	case 0:
	case 1:
		c.message += "; one more entrance leads the same way"
	default:
		c.message += fmt.Sprintf("; %d more entrances lead the same way", more)
	}
	for _, step := range graph.Flow(first.role.Steps()) {
		c.flow = append(c.flow, rule.Related{At: step.At, Message: step.Text})
	}
	for _, e := range group[1:min(len(group), most)] {
		c.related = append(c.related, rule.Related{At: e.doc.At(e.at), Message: fmt.Sprintf("%s lets %s in", e.role.Label(), e.who)})
	}
	first.report(pass, c)
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
