package policyrules

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// PassRoleServiceOpen reports where a role may be passed to any service.
var PassRoleServiceOpen = rule.New(rule.Meta{
	ID:    "policy-passrole-service-open",
	Area:  "policy",
	Title: "A role may be passed to any service",
	Text: `The statement says which roles may be passed, but not to whom. If one of them trusts several services, or comes to trust another one later, the holder can give it to a service in which it controls more than was meant.

The rule is silent where iam:PassedToService or iam:AssociatedResourceArn is tested, and about all roles at once, which policy-passrole-wildcard reports.`,
	Remediation: `Add "Condition": {"StringEquals": {"iam:PassedToService": "SERVICE.amazonaws.com"}}`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"policy-admin-wildcard", "policy-full-iam", "policy-passrole-wildcard"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider},
	Run:      passRoleServiceOpen,
})

func passRoleServiceOpen(pass *analysis.Pass) (any, error) {
	return document.Each(pass, speaksOfIAM, func(d *policy.Document, s *policy.Statement, _ account.PolicyKind) (policy.Span, string) {
		if !s.Allows() || s.Tests("iam:PassedToService") || s.Tests("iam:AssociatedResourceArn") {
			return policy.Span{}, ""
		}
		for _, v := range s.Action.Values {
			if strings.EqualFold(v.Text, "iam:PassRole") && !s.OnEveryRole() && !d.DeniesOnEveryRole("iam:passrole") {
				return v.Span, "lets " + document.ActionList(document.Texts(s.Resource)) + " be passed to any service, so a trust that is widened later widens what its holder can do"
			}
		}
		return policy.Span{}, ""
	}, account.IdentityPolicy)
}
