package document

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// AccountOf is the account that an AWS principal belongs to, "" for others.
func AccountOf(p policy.Principal) string {
	if p.Type != "AWS" {
		return ""
	}
	if id, ok := account.ResourceAccount(p.Value.Text); ok {
		return id
	}
	if len(p.Value.Text) == 12 && strings.Trim(p.Value.Text, "0123456789") == "" {
		return p.Value.Text
	}
	return ""
}

// Outside says whether an account is neither the own one, nor trusted, nor that
// which manages the own organization.
func Outside(id string, own *account.Account, settings *rule.Settings) bool {
	management := own.Organization != nil && own.Organization.Management.Value == id
	return id != own.ID && !management && !slices.Contains(settings.TrustedAccounts, id)
}

// Organizations are the own and the trusted ones.
func Organizations(own *account.Account, settings *rule.Settings) []string {
	trusted := settings.TrustedOrganizations
	if o := own.Organization; o != nil && o.ID.Value != "" {
		trusted = append(trusted[:len(trusted):len(trusted)], o.ID.Value)
	}
	return trusted
}

// TurnsAwayOthers says whether a statement is a Deny for every caller but those for
// whom a key has an expected value.
func TurnsAwayOthers(s *policy.Statement, key string, expected func(policy.Value) bool) bool {
	if len(s.Conditions) == 0 || !s.ReachesStrangers() {
		return false
	}
	for _, c := range s.Conditions {
		if !strings.EqualFold(c.Key.Text, key) || slices.ContainsFunc(c.Values, func(v policy.Value) bool { return !expected(v) }) {
			return false
		}
	}
	return true
}

// AdmitsOnly says whether a condition of a statement admits only callers of some
// organizations.
func AdmitsOnly(s *policy.Statement, organizations []string) bool {
	for _, key := range []string{"aws:PrincipalOrgID", "aws:PrincipalOrgPaths"} {
		for _, l := range s.LimitsOf(key) {
			all := !l.IfExists && l.Quantity != "ForAllValues"
			for _, v := range l.Patterns {
				org, _, _ := strings.Cut(v.Text, "/")
				all = all && slices.Contains(organizations, org)
			}
			if all {
				return true
			}
		}
	}
	return false
}
