package trust

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// wholeAccount says whether a principal stands for all of its account.
func wholeAccount(p policy.Principal) bool {
	return document.AccountOf(p) != "" && (strings.HasSuffix(p.Value.Text, ":root") || !strings.HasPrefix(p.Value.Text, "arn:"))
}

// outsiders are the principals of accounts that are neither the role's own nor
// trusted. Without knowing whose the role is there are none.
func outsiders(pass *analysis.Pass, t trusting) []policy.Principal {
	own := account.Of[account.Account](pass, account.Exports)
	if own.ID == "" {
		return nil
	}
	settings := rule.SettingsOf(pass)
	var list []policy.Principal
	for _, p := range t.Principal.Entries {
		if id := document.AccountOf(p); id != "" && document.Outside(id, own, settings) {
			list = append(list, p)
		}
	}
	if t.ofOwnOrganization(pass) || t.deniesOtherOrganizations(pass) {
		return nil
	}
	return list
}

// ofOwnOrganization says whether a condition admits only callers of the own or
// a trusted organization.
func (t trusting) ofOwnOrganization(pass *analysis.Pass) bool {
	return document.AdmitsOnly(t.Statement, organizations(pass))
}

// organizations are the own and the trusted ones.
func organizations(pass *analysis.Pass) []string {
	return document.Organizations(account.Of[account.Account](pass, account.Exports), rule.SettingsOf(pass))
}

// deniesOtherOrganizations says whether a Deny turns away whoever is not of the
// own or a trusted organization.
func (t trusting) deniesOtherOrganizations(pass *analysis.Pass) bool {
	trusted := organizations(pass)
	return t.deniesOthers("aws:PrincipalOrgID", func(v policy.Value) bool { return slices.Contains(trusted, v.Text) })
}

// deniesOthers says whether a Deny of the document turns away every caller but
// those for whom a key has an expected value.
func (t trusting) deniesOthers(key string, expected func(policy.Value) bool) bool {
	return slices.ContainsFunc(t.doc.Statements, func(s policy.Statement) bool {
		return s.ActsOn("sts:assumerole") && document.TurnsAwayOthers(&s, key, expected)
	})
}

// turnsStrangersAway says whether a statement is a Deny that keeps strangers from
// taking the role.
func turnsStrangersAway(s policy.Statement) bool {
	return s.ReachesStrangers() && s.ActsOn("sts:assumerole")
}

// privileged says whether a role is administrator at any time, and names the
// policy that makes it one.
func privileged(pass *analysis.Pass, t trusting) (string, bool) {
	role := account.Of[account.Administrators](pass, account.AdministratorsProvider).Find(t.doc.Owner.ARN)
	if role == nil || role.Action != "" || len(role.Conditions) > 0 {
		return "", false
	}
	return role.By.Name, true
}
