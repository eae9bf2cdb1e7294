package user

import (
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// listed are the users of the authorization details, which may be a subset
// without any, as --filter makes it.
func listed(pass *analysis.Pass) ([]*account.User, error) {
	details := account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider)
	if !details.HasUsers {
		return nil, rule.NoInput("list of users in the authorization details")
	}
	return details.Users, nil
}

// governed are the listed users without those kept for emergencies, which have
// rights of their own on purpose: nobody can take them away through a group.
func governed(pass *analysis.Pass) ([]*account.User, error) {
	users, err := listed(pass)
	if err != nil {
		return nil, err
	}
	emergency := rule.SettingsOf(pass).BreakGlassUsers
	if len(emergency) == 0 {
		return users, nil
	}
	var others []*account.User
	for _, u := range users {
		if !named(u.Name.Value, emergency) {
			others = append(others, u)
		}
	}
	return others, nil
}

// named says whether a user's name matches one of some patterns, which are in lower case.
func named(user string, patterns []string) bool {
	user = strings.ToLower(user)
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if literal(pattern) && user[:min(1, len(user))] != pattern[:1] {
			return false // at a glance, as most are
		}
		ok, err := path.Match(pattern, user)
		return err == nil && ok
	})
}

// literal says whether a pattern begins with a character that means itself.
func literal(pattern string) bool {
	return pattern != "" && strings.IndexByte(`*?[\`, pattern[0]) < 0
}

func subject(u *account.User) rule.Subject {
	return rule.Subject{Type: "user", ARN: u.ARN.Value, Name: u.Name.Value}
}

// rowSubject is the user of a row of the credential report.
func rowSubject(row *account.Credentials) rule.Subject {
	return rule.Subject{Type: "user", ARN: row.ARN.Value, Name: row.User.Value}
}

// activeKeys are the active access keys of a row.
func activeKeys(row *account.Credentials) []account.KeyCredential {
	var active []account.KeyCredential
	for _, key := range row.Keys {
		if key.Active.Value {
			active = append(active, key)
		}
	}
	return active
}

// policyName names an attached policy as people call it.
func policyName(attached account.AttachedPolicy) string {
	if attached.Name.Present() {
		return attached.Name.Value
	}
	return attached.ARN.Value[strings.LastIndexByte(attached.ARN.Value, '/')+1:]
}

func countKeys(keys []account.KeyCredential) string {
	if len(keys) == 1 {
		return "an active access key"
	}
	return "two active access keys"
}
