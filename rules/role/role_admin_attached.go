package role

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AdminAttached reports where administratorAccess is attached to a role.
var AdminAttached = rule.New(rule.Meta{
	ID:    "role-admin-attached",
	Area:  "role",
	Title: "AdministratorAccess is attached to a role",
	Text: `The policy allows every action on every resource. Whoever or whatever may take the role is the whole account: look at its trust policy first.

The rule looks for AWS's own policy of that name, in any partition. Policies of the account that grant as much are the matter of policy-admin-wildcard. It is silent about roles that a permissions boundary, or a Deny of another policy, keeps from being administrators, about roles that AWS makes for itself (service-linked, IAM Identity Center), and about those with which AWS Organizations, Control Tower and StackSets administer accounts, such as OrganizationAccountAccessRole, which work with nothing less; the trust rules judge who may take them.`,
	Remediation: `Find out what the role does (IAM Access Analyzer writes a policy from the calls in CloudTrail) and attach that instead:
aws iam detach-role-policy --role-name deploy --policy-arn arn:aws:iam::aws:policy/AdministratorAccess`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{"prowler:iam_role_administratoraccess_policy", "aisf:AISF-IAM-02"},
	SubsumedBy: []string{"role-compute-admin"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.HoldersProvider},
	Run:      adminAttached,
})

func adminAttached(pass *analysis.Pass) (any, error) {
	roles, err := listed(pass)
	if err != nil {
		return nil, err
	}
	holders := account.Of[account.Holders](pass, account.HoldersProvider)
	for _, r := range roles {
		for _, attached := range r.Attached {
			if !account.IsAWSManagedNamed(attached.ARN.Value, "AdministratorAccess") || holders.HeldBack(&r.Identity) {
				continue
			}
			rule.Report(pass, rule.Finding{
				At:      r.At(attached.ARN.Span),
				Subject: subject(r),
				Message: fmt.Sprintf("role %q holds AdministratorAccess, so whoever may take it is the whole account", r.Name.Value),
				Content: attached.ARN.Value,
			})
		}
	}
	return nil, nil
}
