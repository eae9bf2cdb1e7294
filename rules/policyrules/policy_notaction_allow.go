package policyrules

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// NotActionAllow reports where a statement allows all actions but some.
var NotActionAllow = rule.New(rule.Meta{
	ID:    "policy-notaction-allow",
	Area:  "policy",
	Title: "A statement allows all actions but some",
	Text: `Allow with NotAction grants whatever is not listed: every other service, and those that AWS adds later. Who writes it thinks of what to keep out; what was forgotten is allowed.

The rule looks at statements on all resources of identity policies, and at resource policies. It is silent where a condition limits what is allowed, where a Deny with NotAction in the same document takes away all that is not listed there, about the documents that grant everything (policy-admin-wildcard), and about Deny with NotAction, which is a sound way to allow little.`,
	Remediation: "List in Action what is to be allowed. To keep actions away from everybody, deny them.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"policy-admin-wildcard"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider},
	Run:      notActionAllow,
})

func notActionAllow(pass *analysis.Pass) (any, error) {
	return document.Each(pass, (*policy.Document).HasNotAction, func(d *policy.Document, s *policy.Statement, kind account.PolicyKind) (policy.Span, string) {
		if !s.Allows() || !s.NotAction.Present() || s.Action.Present() || s.Limited() || d.DeniesAllBut() {
			return policy.Span{}, ""
		}
		if kind == account.IdentityPolicy && !s.OnEverything() {
			return policy.Span{}, ""
		}
		if _, full := d.GrantsFullAccess(); full && kind == account.IdentityPolicy {
			return policy.Span{}, ""
		}
		return s.NotAction.Span, "allows everything but " + document.ActionList(document.Texts(s.NotAction)) + ", so every other service and those of the future are allowed, too"
	}, account.IdentityPolicy, account.ResourcePolicy)
}
