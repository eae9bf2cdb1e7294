package user

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// PolicyInline reports policies that are written into a user.
var PolicyInline = rule.New(rule.Meta{
	ID:    "user-policy-inline",
	Area:  "user",
	Title: "A user carries an inline policy",
	Text: `An inline policy belongs to one user and stands in no list of policies. It has no versions and cannot be reused, so that nobody compares it with what others of the same job hold, and an intruder who may call PutUserPolicy leaves rights there that a look at the groups does not show.

There is one finding for each inline policy, whatever it grants. The rule is silent about users that the configuration names under break-glass-users.`,
	Remediation: `Move the statements to a managed policy or a group, then delete the inline policy:
aws iam get-user-policy --user-name alice --policy-name NAME
aws iam delete-user-policy --user-name alice --policy-name NAME`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.15", "cis-1.5:1.15", "cis-2.0:1.15", "cis-3.0:1.15", "cis-4.0:1.15", "cis-5.0:1.14",
		"cis-6.0:2.14", "cis-7.0:2.13", "fsbp:IAM.2", "prowler:iam_policy_attached_only_to_group_or_roles", "aisf:AISF-IAM-02",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, rule.Config},
	Run:      policyInline,
})

func policyInline(pass *analysis.Pass) (any, error) {
	users, err := governed(pass)
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		for _, doc := range u.Inline {
			rule.Report(pass, rule.Finding{
				At:      doc.Named(),
				Subject: subject(u),
				Message: fmt.Sprintf("user %q carries the inline policy %q, so a review of groups and managed policies misses what it may do", u.Name.Value, doc.Name),
				Content: doc.Name,
				Scope:   doc.All(),
			})
		}
	}
	return nil, nil
}
