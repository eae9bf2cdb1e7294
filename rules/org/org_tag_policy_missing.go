package org

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// TagPolicyMissing reports where no tag policy binds the account.
var TagPolicyMissing = rule.New(rule.Meta{
	ID:    "org-tag-policy-missing",
	Area:  "org",
	Title: "No tag policy binds the account",
	Text: `Access decisions, bills and owners hang on tags. A tag policy keeps their spelling the same in all accounts; without one "Owner", "owner" and "team" mean the same to people and different things to policies.

The rule needs organizations describe-effective-policy for tag policies.`,
	Remediation: "Write a tag policy for the keys that you use: aws organizations create-policy --type TAG_POLICY ...",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"prowler:organizations_tags_policies_enabled_and_attached", "aisf:AISF-GOV-02"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.EffectivePoliciesProvider},
	Run:      tagPolicyMissing,
})

func tagPolicyMissing(pass *analysis.Pass) (any, error) {
	p := account.Of[account.EffectivePolicies](pass, account.EffectivePoliciesProvider).OfType(account.TagType)
	if p == nil {
		return nil, rule.NoInput("effective tag policy")
	}
	if p.Missing {
		rule.Report(pass, rule.Finding{
			At:      p.File.Start(),
			Subject: rule.Subject{Type: "account", Name: account.Of[account.Account](pass, account.Exports).ID},
			Message: "no tag policy binds the account, so the spelling of tags on which decisions hang is left to chance",
			Content: "tags",
		})
	}
	return nil, nil
}
