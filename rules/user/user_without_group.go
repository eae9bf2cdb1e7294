package user

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// WithoutGroup reports users who are in no group.
var WithoutGroup = rule.New(rule.Meta{
	ID:    "user-without-group",
	Area:  "user",
	Title: "A user belongs to no group",
	Text: `Groups say what a job needs. A user outside of all groups gets its rights one policy at a time, or has none and is forgotten while its credentials still work.

The rule speaks to auditors, for a program may well have a user without a group. It is silent about users that the configuration names under break-glass-users.`,
	Remediation: `Add the user to the group of its job, or delete it when nobody needs it:
aws iam add-user-to-group --group-name developers --user-name alice`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, rule.Config},
	Run:      withoutGroup,
})

func withoutGroup(pass *analysis.Pass) (any, error) {
	users, err := governed(pass)
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		if len(u.Groups) > 0 {
			continue
		}
		consequence := "its rights are managed one person at a time"
		if len(u.Attached)+len(u.Inline) == 0 {
			consequence = "nothing gives it rights and it is easy to forget"
		}
		rule.Report(pass, rule.Finding{
			At:      u.Named(),
			Subject: subject(u),
			Message: fmt.Sprintf("user %q belongs to no group, so %s", u.Name.Value, consequence),
			Content: "groups",
		})
	}
	return nil, nil
}
