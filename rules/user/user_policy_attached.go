package user

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// PolicyAttached reports managed policies that are attached to a user itself.
var PolicyAttached = rule.New(rule.Meta{
	ID:    "user-policy-attached",
	Area:  "user",
	Title: "A managed policy is attached straight to a user",
	Text: `Rights that hang on a single user are seen by nobody who reviews groups and roles. They are handed out one by one, differ from person to person, and stay when the person changes the job, so that a stolen credential opens more than the job needs.

There is one finding for each attachment, whoever owns the policy. A permissions boundary is no attachment. The rule is silent about users that the configuration names under break-glass-users, and leaves the attachment of AdministratorAccess to user-admin-attached.`,
	Remediation: `Attach the policy to a group of people with the same job, at best to a role, add the user, then detach the policy:
aws iam attach-group-policy --group-name developers --policy-arn ARN
aws iam add-user-to-group --group-name developers --user-name alice
aws iam detach-user-policy --user-name alice --policy-arn ARN`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.15", "cis-1.5:1.15", "cis-2.0:1.15", "cis-3.0:1.15", "cis-4.0:1.15", "cis-5.0:1.14",
		"cis-6.0:2.14", "cis-7.0:2.13", "fsbp:IAM.2", "prowler:iam_policy_attached_only_to_group_or_roles", "aisf:AISF-IAM-02",
	},
	SubsumedBy: []string{"user-admin-attached"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, rule.Config},
	Run:      policyAttached,
})

func policyAttached(pass *analysis.Pass) (any, error) {
	users, err := governed(pass)
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		for _, attached := range u.Attached {
			rule.Report(pass, rule.Finding{
				At:      u.At(attached.ARN.Span),
				Subject: subject(u),
				Message: fmt.Sprintf("user %q holds the managed policy %q itself, so a review of groups and roles misses what it may do", u.Name.Value, policyName(attached)),
				Content: attached.ARN.Value,
				Scope:   u.At(attached.Span),
			})
		}
	}
	return nil, nil
}
