package policyrules

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// NotResourceAllow reports where a statement allows actions on all resources but some.
var NotResourceAllow = rule.New(rule.Meta{
	ID:    "policy-notresource-allow",
	Area:  "policy",
	Title: "A statement allows actions on all resources but some",
	Text: `Allow with NotResource grants on every resource that is not listed, those that are made later included. What was forgotten in the list is open.

The rule is silent where a condition limits the resources, about the documents that grant everything, and about Deny with NotResource.`,
	Remediation: "List in Resource what is to be allowed, and deny what must stay closed.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"parliament:NOTRESOURCE_WITH_ALLOW"},
	SubsumedBy:  []string{"policy-admin-wildcard"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider},
	Run:      notResourceAllow,
})

// everything says whether a resource is "*", besides which there is nothing.
func everything(v policy.Value) bool { return strings.Trim(v.Text, "*") == "" }

func notResourceAllow(pass *analysis.Pass) (any, error) {
	return document.Each(pass, (*policy.Document).HasNotResource, func(d *policy.Document, s *policy.Statement, _ account.PolicyKind) (policy.Span, string) {
		if !s.Allows() || !s.NotResource.Present() || s.Resource.Present() || s.Limited() || slices.ContainsFunc(s.NotResource.Values, everything) {
			return policy.Span{}, ""
		}
		if _, full := d.GrantsFullAccess(); full {
			return policy.Span{}, ""
		}
		return s.NotResource.Span, "allows actions on every resource but " + document.ActionList(document.Texts(s.NotResource)) + ", so what is forgotten in the list, or made later, is open"
	}, account.IdentityPolicy)
}
