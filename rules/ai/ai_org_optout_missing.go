package ai

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// OrgOptOutMissing reports where aI services may keep the content of the account.
var OrgOptOutMissing = rule.New(rule.Meta{
	ID:    "ai-org-optout-missing",
	Area:  "ai",
	Title: "AI services may keep the content of the account",
	Text: `Some AI services of AWS keep what they process to improve themselves, unless the organization opts out: texts, images and recordings of customers leave the region and stay. An opt-out policy for all services, which member accounts cannot change, ends that.

The rule needs organizations describe-effective-policy for AI services opt-out policies. It asks that the default opts out.`,
	Remediation: `Attach to the root of the organization:
{"services": {"default": {"opt_out_policy": {"@@operators_allowed_for_child_policies": ["@@none"], "@@assign": "optOut"}}}}`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{"prowler:organizations_opt_out_ai_services_policy", "aisf:AISF-DATA-06"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.EffectivePoliciesProvider},
	Run:      orgOptOutMissing,
})

func orgOptOutMissing(pass *analysis.Pass) (any, error) {
	p := account.Of[account.EffectivePolicies](pass, account.EffectivePoliciesProvider).OfType(account.AIOptOutType)
	if p == nil {
		return nil, rule.NoInput("effective opt-out policy for AI services")
	}
	for _, o := range p.OptOuts {
		if o.Service.Value == "default" && o.Value.Value == "optOut" {
			return nil, nil
		}
	}
	at := p.File.Start()
	if !p.Missing {
		at = p.File.At(p.Span)
	}
	rule.Report(pass, rule.Finding{
		At:      at,
		Subject: rule.Subject{Type: "account", Name: account.Of[account.Account](pass, account.Exports).ID},
		Message: "no policy of the organization opts out of AI services by default, so they may keep what they process",
		Content: "opt-out",
	})
	return nil, nil
}
