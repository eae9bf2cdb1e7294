package accountrules

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// UsersNotFederated reports an account whose people are IAM users only.
var UsersNotFederated = rule.New(rule.Meta{
	ID:    "users-not-federated",
	Area:  "account",
	Title: "People sign in as IAM users and no role is open to an identity provider",
	Text: `Passwords of IAM users live outside the place where an organization keeps its people: they stay when somebody leaves, follow rules of their own, and have to be secured account by account. An identity provider with roles ends all of that.

The rule is silent as soon as one role admits people from a SAML provider, from IAM Identity Center or from an OIDC provider that is not known to be for programs (CI systems, Kubernetes clusters and Amazon Cognito do not count); and when nobody has a password but users that the configuration names under break-glass-users. People who come over roles from another account cannot be seen here.`,
	Remediation: `Connect the identity provider, at best through IAM Identity Center for the whole organization, assign permission sets, then remove the passwords:
aws iam delete-login-profile --user-name alice`,
	Severity:   rule.Medium,
	Confidence: rule.MediumConfidence,
	References: []string{
		"cis-1.4:1.21", "cis-1.5:1.21", "cis-2.0:1.21", "cis-3.0:1.21", "cis-4.0:1.21", "cis-5.0:1.20",
		"cis-6.0:2.20", "cis-7.0:2.19", "prowler:iam_check_saml_providers_sts",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.AuthorizationDetailsProvider, account.CredentialReportProvider, rule.Config},
	Run:      usersNotFederated,
})

func usersNotFederated(pass *analysis.Pass) (any, error) {
	details := account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider)
	if !details.HasRoles {
		return nil, rule.NoInput("authorization details with roles")
	}
	if slices.ContainsFunc(details.Roles, forPeople) {
		return nil, nil
	}
	emergency := rule.SettingsOf(pass).BreakGlassUsers
	var users []rule.Related
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		if row.PasswordEnabled.Value && !named(row.User.Value, emergency) {
			users = append(users, rule.Related{At: row.At(row.User.Span), Message: "another user with a password"})
		}
	}
	if len(users) == 0 {
		return nil, nil
	}
	verb := "users sign"
	if len(users) == 1 {
		verb = "user signs"
	}
	rule.Report(pass, rule.Finding{
		At:      users[0].At,
		Subject: subject(account.Of[account.Account](pass, account.Exports)),
		Message: fmt.Sprintf("%d IAM %s in with a console password and no role admits people from an identity provider, so leavers keep their access", len(users), verb),
		Content: "federation",
		Related: atMost(users[1:]),
	})
	return nil, nil
}

// named says whether a user's name matches one of some patterns, which are in lower case.
func named(user string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		ok, err := path.Match(pattern, strings.ToLower(user))
		return err == nil && ok
	})
}
