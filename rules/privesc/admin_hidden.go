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

// AdminHidden reports administrators whom no name of a policy shows.
var AdminHidden = rule.New(rule.Meta{
	ID:    "admin-hidden",
	Area:  "privesc",
	Title: "An administrator holds no policy whose name says so",
	Text: `Reviews of access look for AdministratorAccess and for names with "admin". A principal whose full access comes from a policy called deploy or tooling is not on that list, and nobody watches it as an administrator is watched.

The rule reports, once for each policy, the principals that a policy makes administrator in effect: after Deny statements, boundaries and the organization's policies. It is silent where policy-admin-wildcard reports the inline policy of the same principal, where the name of that policy or of the principal says admin, and about principals that also hold AdministratorAccess. Principals that are not administrator but can become it are the matter of the rules about escalation.`,
	Remediation: "Take out of the policy what the work does not need. What has to be administrator should hold AdministratorAccess, by a role or group whose name says so.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"policy-admin-wildcard"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{graph.Provider},
	Run:      adminHidden,
})

func adminHidden(pass *analysis.Pass) (any, error) {
	var order []*account.PolicyDocument
	hidden := make(map[*account.PolicyDocument][]*graph.Node)
	for _, n := range account.Of[graph.Graph](pass, graph.Provider).Nodes {
		h := n.Everything()
		if h == nil || h.Document == nil || account.IsAWSManaged(h.ARN) || saysAdmin(h.Name) || saysAdmin(n.Name.Value) || holdsAdministratorAccess(n) {
			continue
		}
		if hidden[h.Document] == nil {
			order = append(order, h.Document)
		}
		hidden[h.Document] = append(hidden[h.Document], n)
	}
	for _, d := range order {
		nodes := hidden[d]
		full, _ := d.GrantsFullAccess()
		f := rule.Finding{
			At:      d.Named(),
			Subject: rule.Subject{Type: nodes[0].Type, ARN: nodes[0].ARN.Value, Name: nodes[0].Name.Value},
			Message: fmt.Sprintf("%s makes %s administrator, and neither name says so", document.Title(d), nodes[0].Label()),
			Content: d.Name,
			Scope:   d.At(full.Statements[0].Span),
		}
		if len(nodes) > 1 {
			f.Subject = document.Subject(d)
			f.Message = fmt.Sprintf("%s makes %s and %d more administrators, and no name says so", document.Title(d), nodes[0].Label(), len(nodes)-1)
			for _, n := range nodes[:min(len(nodes), maxListed)] {
				f.Related = append(f.Related, rule.Related{At: n.Named(), Message: n.Label()})
			}
		}
		rule.Report(pass, f)
	}
	return nil, nil
}

func saysAdmin(name string) bool { return strings.Contains(strings.ToLower(name), "admin") }

func holdsAdministratorAccess(n *graph.Node) bool {
	for _, h := range n.Held() {
		if account.IsAWSManagedNamed(h.ARN, "AdministratorAccess") {
			return true
		}
	}
	return false
}
