package policyrules

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// NotPrincipalAllow reports where an Allow opens a resource to everybody but some.
var NotPrincipalAllow = rule.New(rule.Meta{
	ID:    "policy-notprincipal-allow",
	Area:  "resource",
	Title: "An Allow opens a resource to everybody but some",
	Text: `Allow with NotPrincipal lets in every principal that is not listed, anonymous callers and other accounts included. Whoever writes it means to keep somebody out, and opens the resource to the world.

The rule is silent about Deny with NotPrincipal (resource-deny-notprincipal) and about conditions that tell who calls.`,
	Remediation: "List in Principal who is to be let in.",
	Severity:    rule.Critical,
	Confidence:  rule.HighConfidence,
	References:  []string{"parliament:NOTPRINCIPAL_WITH_ALLOW", "aa:SECURITY_WARNING/ALLOW_WITH_NOT_PRINCIPAL"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider},
	Run:      notPrincipalAllow,
})

func notPrincipalAllow(pass *analysis.Pass) (any, error) {
	return document.Each(pass, func(*policy.Document) bool { return true }, func(_ *policy.Document, s *policy.Statement, _ account.PolicyKind) (policy.Span, string) {
		if !s.Allows() || !s.NotPrincipal.Present() || s.Identified() {
			return policy.Span{}, ""
		}
		return s.NotPrincipal.Key, "lets in everybody who is not listed in NotPrincipal, strangers included"
	}, account.ResourcePolicy)
}
