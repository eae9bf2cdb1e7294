package user

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AdminAttached reports users who hold AdministratorAccess themselves.
var AdminAttached = rule.New(rule.Meta{
	ID:    "user-admin-attached",
	Area:  "user",
	Title: "AdministratorAccess is attached straight to a user",
	Text: `The policy allows every action on every resource. A user has long-term credentials, so that one phished password or one leaked access key of this user is the whole account, and no list of a group's members shows that it is so.

The rule looks for AWS's own policy of that name, in any partition, among the attachments of users. Policies of the account that grant as much are the matter of policy-admin-wildcard, groups that of group-admin-attached. AdministratorAccess as a permissions boundary grants nothing and is not reported, nor are users whom a permissions boundary, or a Deny of another policy, keeps from being administrators, nor those that the configuration names under break-glass-users, which have to be administrators without a group that somebody could empty.`,
	Remediation: `Let administrators take a role with MFA for the time they need it, then detach the policy:
aws iam detach-user-policy --user-name alice --policy-arn arn:aws:iam::aws:policy/AdministratorAccess`,
	Severity:   rule.Critical,
	Confidence: rule.HighConfidence,
	References: []string{"prowler:iam_user_administrator_access_policy", "fsbp:IAM.2", "aisf:AISF-IAM-02"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.HoldersProvider, rule.Config},
	Run:      adminAttached,
})

func adminAttached(pass *analysis.Pass) (any, error) {
	users, err := governed(pass)
	if err != nil {
		return nil, err
	}
	holders := account.Of[account.Holders](pass, account.HoldersProvider)
	for _, u := range users {
		for _, attached := range u.Attached {
			if !account.IsAWSManagedNamed(attached.ARN.Value, "AdministratorAccess") || holders.HeldBack(&u.Identity) {
				continue
			}
			rule.Report(pass, rule.Finding{
				At:      u.At(attached.ARN.Span),
				Subject: subject(u),
				Message: fmt.Sprintf("user %q holds AdministratorAccess itself, so its password or any of its access keys is the whole account", u.Name.Value),
				Content: attached.ARN.Value,
				Scope:   u.At(attached.Span),
			})
		}
	}
	return nil, nil
}
