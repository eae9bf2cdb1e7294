package user

import (
	"fmt"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SharedName reports users whose names are nobody's.
var SharedName = rule.New(rule.Meta{
	ID:    "user-shared-name",
	Area:  "user",
	Title: "A user's name suggests that several people share it",
	Text: `When several people use one user, the log names none of them, its password and keys cannot be changed without telling everybody, and those who leave take them along. MFA rarely survives sharing either.

The rule guesses from the name alone: admin, team, shared, test, ci and the like, as complete names or with the usual prefix or suffix. The configuration can replace the list with shared-user-names. Users that it names under break-glass-users are passed over, for they are shared on purpose. A user stands in the finding once, where the authorization details name it, else where the credential report does.`,
	Remediation: `Give every person an identity of its own, at best through an identity provider, and every program a role. Then take the credentials of the shared user away:
aws iam delete-login-profile --user-name team
aws iam update-access-key --user-name team --access-key-id AKIA... --status Inactive`,
	Severity:   rule.Medium,
	Confidence: rule.LowConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{namesProvider, rule.Config},
	Run:      sharedName,
})

func sharedName(pass *analysis.Pass) (any, error) {
	settings := rule.SettingsOf(pass)
	for _, n := range pass.ResultOf[namesProvider].([]name) {
		user := n.subject.Name
		if !named(user, settings.SharedUserNames) || named(user, settings.BreakGlassUsers) {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      n.at,
			Subject: n.subject,
			Message: fmt.Sprintf("user %q bears a name that no single person has, so the log cannot tell who acted", user),
			Content: "name",
		})
	}
	return nil, nil
}

// A name is that of a user, where an export tells it first.
type name struct {
	subject rule.Subject
	at      account.Place
}

// namesProvider has the []name of all users that the authorization details or
// the credential report tell of.
var namesProvider = &analysis.Analyzer{
	Name:       "user_names",
	Doc:        "user_names provides the names of users from the authorization details or the credential report",
	Requires:   []*analysis.Analyzer{account.Exports},
	ResultType: reflect.TypeFor[[]name](),
	Run: func(pass *analysis.Pass) (any, error) {
		a := account.Of[account.Account](pass, account.Exports)
		details, report := a.AuthorizationDetails, a.CredentialReport
		if (details == nil || !details.HasUsers) && report == nil {
			return nil, rule.NoInput("authorization details", "credential report")
		}
		var names []name
		known := make(map[string]bool)
		if details != nil {
			names = make([]name, 0, len(details.Users))
			for _, u := range details.Users {
				if report != nil {
					known[u.Name.Value] = true
				}
				names = append(names, name{subject(u), u.Named()})
			}
		}
		if report != nil {
			for _, row := range report.Rows {
				if !known[row.User.Value] {
					names = append(names, name{rowSubject(row), row.At(row.User.Span)})
				}
			}
		}
		return names, nil
	},
}
