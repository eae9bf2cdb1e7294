package trust

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AnyPrincipalConditioned reports where a role trusts every principal and relies on conditions alone.
var AnyPrincipalConditioned = rule.New(rule.Meta{
	ID:    "trust-any-principal-conditioned",
	Area:  "trust",
	Title: "A role trusts every principal and relies on conditions alone",
	Text: `The principal is "*", and only conditions, or a Deny, keep strangers out. A mistake in one of them, a wildcard too many or a key that a caller can choose, opens the role to the world, and whoever copies the statement without its conditions opens it at once.

The rule is silent where the conditions keep nobody out, which trust-any-principal reports, and where they admit only the own or a trusted organization or account.`,
	Remediation: "Name the accounts or roles as principals and keep the conditions besides.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"cloudsplaining:AssumableByAnyPrincipalWithConditions"},
	SubsumedBy:  []string{"trust-any-principal"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, rule.Config},
	Run:      statements(anyPrincipalConditioned),
})

func anyPrincipalConditioned(pass *analysis.Pass, t trusting) []complaint {
	if t.ofOwnOrganization(pass) || t.ofTrustedAccount(pass) || t.deniesOtherOrganizations(pass) {
		return nil
	}
	if _, _, open := t.doc.AnyoneMayAssume(); open {
		return nil
	}
	reliesOn := t.keys()
	if reliesOn == "" {
		if !t.allows("sts:assumerole") || !slices.ContainsFunc(t.doc.Statements, turnsStrangersAway) {
			return nil
		}
		reliesOn = "a Deny"
	}
	var found []complaint
	for _, p := range t.Principal.Entries {
		if p.Everyone() {
			found = append(found, complaint{at: p.Value.Span, message: "names every principal in the world and relies on " + reliesOn + " alone to keep strangers out"})
		}
	}
	return found
}

// keys names the keys that the conditions of a statement test.
func (t trusting) keys() string {
	var keys []string
	for i := range t.Conditions {
		if key := t.Conditions[i].Key.Text; !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return strings.Join(keys, " and ")
}

// ofTrustedAccount says whether a condition admits only callers of the own
// account or of trusted ones.
func (t trusting) ofTrustedAccount(pass *analysis.Pass) bool {
	own := account.Of[account.Account](pass, account.Exports).ID
	for _, l := range t.LimitsOf("aws:PrincipalAccount") {
		all := !l.IfExists
		for _, v := range l.Patterns {
			all = all && (v.Text == own && own != "" || slices.Contains(rule.SettingsOf(pass).TrustedAccounts, v.Text))
		}
		if all {
			return true
		}
	}
	return false
}
