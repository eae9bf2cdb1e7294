package policyrules

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// SensitiveResourceAccess reports where somebody outside the list reaches what the configuration calls sensitive.
var SensitiveResourceAccess = rule.New(rule.Meta{
	ID:    "policy-sensitive-resource-access",
	Area:  "policy",
	Title: "Somebody outside the list reaches what the configuration calls sensitive",
	Text: `The configuration says what is sensitive and who may reach it. Somebody else may, by a policy that is wider than its author thought.

The rule compares the policies of each user and role with the resources under sensitive-resources, and with users, roles and policies that have the tags there (exports tell no tags of other resources). It is silent about the principals listed there, about roles that AWS makes, and where a Deny of its policies or its boundary takes the access away. Without that section it says nothing. One finding for each principal and entry.`,
	Remediation: "Narrow the policy that is named, or add the principal to the entry.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"parliament:SENSITIVE_ACCESS"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.PrincipalsProvider, account.Catalog, rule.Config},
	Run:      sensitiveResourceAccess,
})

func sensitiveResourceAccess(pass *analysis.Pass) (any, error) {
	a := account.Of[account.Account](pass, account.Exports)
	for _, sensitive := range rule.SettingsOf(pass).Sensitive {
		patterns := append(slices.Clone(sensitive.Resources), tagged(a.AuthorizationDetails, sensitive.Tags)...)
		for _, p := range account.Of[account.Principals](pass, account.PrincipalsProvider).All {
			if p.AWSOwned() || slices.ContainsFunc(sensitive.Principals, func(pattern string) bool {
				return policy.Match(pattern, p.Name.Value) || policy.Match(pattern, p.ARN.Value)
			}) {
				continue
			}
			held, on, ok := reaches(account.CatalogOf(pass), p, patterns)
			if !ok {
				continue
			}
			rule.Report(pass, rule.Finding{
				At:      held.At,
				Subject: rule.Subject{Type: p.Type, ARN: p.ARN.Value, Name: p.Name.Value},
				Message: fmt.Sprintf("%s %q can reach %q (%s) by policy %q and is not on its list", p.Type, p.Name.Value, sensitive.Name, on, held.Name),
				Content: sensitive.Name,
			})
		}
	}
	return nil, nil
}

// tagged are the ARNs of users, roles and policies that have one of some tags.
func tagged(details *account.AuthorizationDetails, tags map[string][]string) []string {
	if details == nil || len(tags) == 0 {
		return nil
	}
	var arns []string
	add := func(arn string, has []account.Tag) {
		if slices.ContainsFunc(has, func(tag account.Tag) bool {
			return slices.ContainsFunc(tags[tag.Key.Value], func(pattern string) bool { return policy.Match(pattern, tag.Value.Value) })
		}) {
			arns = append(arns, arn)
		}
	}
	for _, u := range details.Users {
		add(u.ARN.Value, u.Tags)
	}
	for _, r := range details.Roles {
		add(r.ARN.Value, r.Tags)
	}
	for _, p := range details.Policies {
		add(p.ARN.Value, p.Tags)
	}
	return arns
}

// reaches finds a policy of a principal that allows something on a resource of
// one of some patterns, and that neither a Deny nor a boundary takes back.
func reaches(facts *catalog.Catalog, p *account.Principal, patterns []string) (held account.HeldPolicy, on string, ok bool) {
	var documents []*policy.Document
	for _, h := range p.Held() {
		documents = append(documents, h.Policy)
	}
	boundary := p.Boundary()
	for _, pattern := range patterns {
		if boundary != nil && !boundary.Policy.AllowsOn(facts, pattern, documents) {
			continue
		}
		for _, h := range p.Held() {
			if h.Policy.AllowsOn(facts, pattern, documents) {
				return h, pattern, true
			}
		}
	}
	return account.HeldPolicy{}, "", false
}
