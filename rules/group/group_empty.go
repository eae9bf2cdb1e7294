package group

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// Empty reports groups without members.
var Empty = rule.New(rule.Meta{
	ID:    "group-empty",
	Area:  "group",
	Title: "A group has no members",
	Text: `Nobody reviews the policies of a group that nobody is in. They stay when the job they were made for is gone, and give all of it to the user who is added by mistake or by an intruder.

The rule needs the users of the account, because they say which groups they are in. It is not evaluated for authorization details without them.`,
	Remediation: `Detach its policies and delete the group when no one is to join it:
aws iam delete-group --group-name old-project`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.AuthorizationDetailsProvider},
	Run:      empty,
})

func empty(pass *analysis.Pass) (any, error) {
	groups, err := listed(pass)
	if err != nil {
		return nil, err
	}
	a := account.Of[account.Account](pass, account.Exports)
	if !membersKnown(a) {
		return nil, rule.NoInput("list of users in the authorization details")
	}
	for _, g := range groups {
		if len(a.AuthorizationDetails.Members(g.Name.Value)) > 0 {
			continue
		}
		consequence := "it serves nothing"
		if len(g.Attached)+len(g.Inline) > 0 {
			consequence = "nobody reviews what its policies would grant"
		}
		rule.Report(pass, rule.Finding{
			At:      g.Named(),
			Subject: subject(g),
			Message: fmt.Sprintf("group %q has no members, so %s", g.Name.Value, consequence),
			Content: "members",
		})
	}
	return nil, nil
}
