package privesc

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// PolicyWorkload reports policies that let their holder into all that runs.
var PolicyWorkload = rule.New(rule.Meta{
	ID:    "privesc-policy-workload",
	Area:  "privesc",
	Title: "A policy lets its holder into whatever runs with a role",
	Text: `What runs has the credentials of its role. Who may put code into every function, or open a session on every instance, has the roles of all of them, and with the first that runs with an administrator's role is administrator, without iam:PassRole.

The rule judges documents of which it is not known who holds them: single policy files, and managed policies that nobody holds. Whether something runs with a strong role, a document does not tell; in an account privesc-existing-workload and privesc-ai-session say it. All actions that a way takes have to be allowed on every resource, at most limited to a region or an account. Resources that are named, conditions on more than the caller's session, such as one on a tag, and a Deny in the same document, silence the rule.`,
	Remediation: "Name in Resource the functions, projects, stacks and instances that the work is about, or limit them by their tags in a condition on aws:ResourceTag.",
	Severity:    rule.Medium,
	Confidence:  rule.MediumConfidence,
	References: []string{
		"prowler:iam_policy_allows_privilege_escalation", "prowler:iam_inline_policy_allows_privilege_escalation", "cloudsplaining:PrivilegeEscalation",
	},
	SubsumedBy: []string{"policy-admin-wildcard", "policy-full-iam", "privesc-policy-actions"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.Catalog},
	Run: func(pass *analysis.Pass) (any, error) {
		reportWays(pass, graph.EntersOf)
		return nil, nil
	},
})
