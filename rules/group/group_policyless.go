package group

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// Policyless reports groups that grant nothing.
var Policyless = rule.New(rule.Meta{
	ID:    "group-policyless",
	Area:  "group",
	Title: "A group has no policy",
	Text: `A group without a policy gives its members nothing. Either it is left over, or its policies were detached and its members got their rights in another way that its name now hides.

One policy, attached or inline, is enough to make the rule silent, whatever that policy grants. No policy can name a group as its principal, so that a group without policies has no other use in IAM.`,
	Remediation: `Attach what the job needs, or remove the members and delete the group:
aws iam delete-group --group-name old-project`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider},
	Run:      policyless,
})

func policyless(pass *analysis.Pass) (any, error) {
	groups, err := listed(pass)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		if len(g.Attached)+len(g.Inline) > 0 {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      g.Named(),
			Subject: subject(g),
			Message: fmt.Sprintf("group %q has no policy, so membership of it grants nothing", g.Name.Value),
			Content: "policies",
		})
	}
	return nil, nil
}
