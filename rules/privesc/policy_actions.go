package privesc

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// PolicyActions reports policies that hold all that a way to administrator takes.
var PolicyActions = rule.New(rule.Meta{
	ID:    "privesc-policy-actions",
	Area:  "privesc",
	Title: "A policy holds all actions that lead to administrator",
	Text: `Some actions together are as good as AdministratorAccess: to attach policies to any user, to make a role with a policy of one's own, or to pass any role to a function and call it. Who holds such a policy needs nothing else, whatever the policy is called.

The rule judges documents of which it is not known who holds them: single policy files, and managed policies that nobody holds. In an account the other rules about escalation say who holds what, and whether there is an administrator to become. Ways into what runs already are the subject of privesc-policy-workload. An action on users, roles, groups or policies counts where it is allowed on all of them, or on the holder's own user (${aws:username}), and on those of one name where the policy also allows to make one; iam:PassRole that names roles or a service counts as limited. Conditions on more than the caller's session, and a Deny in the same document, silence the rule.`,
	Remediation: "Name in Resource the roles, users and policies that the work needs, and for iam:PassRole the service in a condition on iam:PassedToService; or part the actions between two policies that nobody holds together.",
	Severity:    rule.High,
	Confidence:  rule.MediumConfidence,
	References: []string{
		"prowler:iam_policy_allows_privilege_escalation", "prowler:iam_inline_policy_allows_privilege_escalation", "parliament:PRIVILEGE_ESCALATION",
		"cloudsplaining:PrivilegeEscalation", "aisf:AISF-IAM-02",
	},
	SubsumedBy: []string{"policy-admin-wildcard", "policy-full-iam"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.Catalog},
	Run: func(pass *analysis.Pass) (any, error) {
		reportWays(pass, graph.CompletesOf)
		return nil, nil
	},
})
