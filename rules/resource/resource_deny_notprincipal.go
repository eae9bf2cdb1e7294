package resource

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// DenyNotPrincipal reports where a Deny speaks of everybody but some.
var DenyNotPrincipal = rule.New(rule.Meta{
	ID:    "resource-deny-notprincipal",
	Area:  "resource",
	Title: "A Deny speaks of everybody but some",
	Text: `NotPrincipal in a Deny has to list the role, every session of it and the account, or it locks out those it means to spare; AWS advises against it. One deleted role turns the policy into a Deny for all.

The rule is silent about Deny for "*" with a condition on aws:PrincipalArn, which says the same and is matched for sessions too.`,
	Remediation: `Write "Principal": "*" with "Condition": {"ArnNotEquals": {"aws:PrincipalArn": ["ARN"]}}`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.ResourcesProvider},
	Run:      statements(denyNotPrincipal),
})

func denyNotPrincipal(_ *analysis.Pass, s stated) []complaint {
	if !s.Denies() || !s.NotPrincipal.Present() {
		return nil
	}
	return []complaint{{s.NotPrincipal.Key, "denies everybody but those in NotPrincipal, which sessions of a listed role do not match without their role and account, so it can lock out whom it means to spare"}}
}
