package trust

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// SessionTagUnrestricted reports where a caller may set any session tag.
var SessionTagUnrestricted = rule.New(rule.Meta{
	ID:    "trust-session-tag-unrestricted",
	Area:  "trust",
	Title: "A caller may set any session tag",
	Text: `Session tags are principal tags: policies that compare aws:PrincipalTag believe them. Whoever may take the role and set tags freely chooses what those policies decide.

The rule fires where the trust allows sts:TagSession without a condition on aws:RequestTag or aws:TagKeys, and a policy of the account tests aws:PrincipalTag. It is silent about providers whose tags are part of a signed assertion or token, which the caller does not choose.`,
	Remediation: `Limit the tags: "Condition": {"StringEquals": {"aws:RequestTag/team": ["web", "data"]}, "ForAllValues:StringEquals": {"aws:TagKeys": ["team"]}}`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      sessionTagUnrestricted,
})

func sessionTagUnrestricted(pass *analysis.Pass) (any, error) {
	decides := slices.ContainsFunc(account.Of[account.Documents](pass, account.DocumentsProvider).Shared, func(d account.SharedDocument) bool {
		return slices.ContainsFunc(d.Statements, func(s policy.Statement) bool { return s.Tests("aws:PrincipalTag/") })
	})
	if !decides {
		return nil, nil
	}
	return statements(func(_ *analysis.Pass, t trusting) []complaint {
		at, ok := t.Names("sts", "sts:tagsession")
		if !ok || t.Tests("aws:RequestTag/") || t.Tests("aws:TagKeys") {
			return nil
		}
		for _, p := range t.Principal.Entries {
			if p.Type == "AWS" {
				return []complaint{{at: at, message: "lets its caller set any session tag, and policies of the account decide by tags of the caller"}}
			}
		}
		return nil
	})(pass)
}
