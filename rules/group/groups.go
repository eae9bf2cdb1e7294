package group

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// listed are the groups of the authorization details, which may be a subset
// without any, as --filter makes it.
func listed(pass *analysis.Pass) ([]*account.Group, error) {
	details := account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider)
	if !details.HasGroups {
		return nil, rule.NoInput("list of groups in the authorization details")
	}
	return details.Groups, nil
}

// membersKnown says whether the authorization details tell who is in a group.
// A subset made with --filter may hold an empty list of users where another
// export knows of some.
func membersKnown(a *account.Account) bool {
	switch {
	case !a.AuthorizationDetails.HasUsers:
		return false
	case len(a.AuthorizationDetails.Users) > 0:
		return true
	case a.CredentialReport != nil:
		return len(a.CredentialReport.Rows) == 0
	case a.Summary != nil:
		return a.Summary.Values["Users"].Value == 0
	}
	return true
}

func subject(g *account.Group) rule.Subject {
	return rule.Subject{Type: "group", ARN: g.ARN.Value, Name: g.Name.Value}
}
