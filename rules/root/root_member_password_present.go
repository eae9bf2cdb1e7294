package root

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// MemberPasswordPresent reports a root password that central management makes superfluous.
var MemberPasswordPresent = rule.New(rule.Meta{
	ID:    "root-member-password-present",
	Area:  "root",
	Title: "A member account keeps a root password although root is managed centrally",
	Text: `The organization manages the root credentials of its members, so the few tasks that need root can be done from the management account with short sessions. A root password in a member account then serves nobody but those who steal it or reset it through the account's mailbox.

The rule is silent in the management account, which must keep its root user, and in organizations without central management of root credentials.`,
	Remediation: `From the management account, or the delegated administrator of IAM, open a privileged session for the member and delete the password:
aws sts assume-root --target-principal ACCOUNT --task-policy-arn arn=arn:aws:iam::aws:policy/root-task/IAMDeleteRootUserCredentials
aws iam delete-login-profile`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{"cis-7.0:2.1.1"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.SummaryProvider, account.OrganizationProvider},
	Run:      memberPasswordPresent,
})

func memberPasswordPresent(pass *analysis.Pass) (any, error) {
	a := account.Of[account.Account](pass, account.Exports)
	organization := account.Of[account.Organization](pass, account.OrganizationProvider)
	password, told := account.Of[account.Summary](pass, account.SummaryProvider).Values["AccountPasswordPresent"]
	switch {
	case organization.Missing, told && password.Value == 0, organization.RootManaged.Present() && !organization.RootManaged.Value:
		return nil, nil
	case !organization.RootManaged.Present():
		return nil, rule.NoInput("organization features (iam list-organizations-features)")
	case !told:
		return nil, rule.NoInput("account summary with AccountPasswordPresent")
	case organization.Management.Value == "":
		return nil, rule.NoInput("description of the organization (organizations describe-organization)")
	case a.ID == "":
		return nil, rule.NoInput("id of the account (a manifest tells it)")
	case a.ID == organization.Management.Value:
		return nil, nil
	}
	rule.Report(pass, rule.Finding{
		At:      a.Summary.File.At(password.Span),
		Subject: subject(arnOf(a)),
		Message: fmt.Sprintf("the root user of member account %s has a password although its organization manages root centrally, so the password only serves who steals it", a.ID),
		Content: "password",
	})
	return nil, nil
}
