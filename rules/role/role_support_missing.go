package role

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SupportMissing reports where nobody below administrator can open a support case.
var SupportMissing = rule.New(rule.Meta{
	ID:    "role-support-missing",
	Area:  "role",
	Title: "Nobody below administrator can open a support case",
	Text: `When an account is attacked or a quota stops the work, somebody has to talk to AWS. If no role, group or user holds AWSSupportAccess, only an administrator can, and in the night nobody will find one.

The rule is silent when anybody holds the policy, in any partition. It needs the lists of users, groups and roles.`,
	Remediation: `Make a role for it and attach the policy:
aws iam attach-role-policy --role-name support --policy-arn arn:aws:iam::aws:policy/AWSSupportAccess`,
	Severity:   rule.Low,
	Confidence: rule.HighConfidence,
	References: []string{"cis-1.4:1.17", "cis-1.5:1.17", "cis-2.0:1.17", "cis-3.0:1.17", "cis-4.0:1.17", "cis-5.0:1.16", "cis-6.0:2.16", "cis-7.0:2.15", "fsbp:IAM.18", "prowler:iam_support_role_created"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.Exports},
	Run:      supportMissing,
})

func supportMissing(pass *analysis.Pass) (any, error) {
	return heldByNobody(pass, "AWSSupportAccess", "nobody below administrator can open a support case")
}

// heldByNobody reports an account in which nobody holds an AWS-managed policy.
func heldByNobody(pass *analysis.Pass, name, consequence string) (any, error) {
	details := account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider)
	if !details.HasUsers || !details.HasGroups || !details.HasRoles {
		return nil, rule.NoInput("lists of users, groups and roles in the authorization details")
	}
	var holders []*account.Identity
	for _, u := range details.Users {
		holders = append(holders, &u.Identity)
	}
	for _, g := range details.Groups {
		holders = append(holders, &g.Identity)
	}
	for _, r := range details.Roles {
		holders = append(holders, &r.Identity)
	}
	for _, h := range holders {
		for _, attached := range h.Attached {
			if account.IsAWSManagedNamed(attached.ARN.Value, name) {
				return nil, nil
			}
		}
	}
	a := account.Of[account.Account](pass, account.Exports)
	for _, f := range a.Files {
		if f.Kind == account.AuthorizationDetailsKind {
			rule.Report(pass, rule.Finding{
				At:      f.Start(),
				Subject: rule.Subject{Type: "account", Name: a.ID},
				Message: fmt.Sprintf("no user, group or role holds %s, so %s", name, consequence),
				Content: name,
			})
			break
		}
	}
	return nil, nil
}
