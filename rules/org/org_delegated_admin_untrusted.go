package org

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// DelegatedAdminUntrusted reports where an account that nobody vouched for administers a service of the organization.
var DelegatedAdminUntrusted = rule.New(rule.Meta{
	ID:    "org-delegated-admin-untrusted",
	Area:  "org",
	Title: "An account that nobody vouched for administers a service of the organization",
	Text: `A delegated administrator acts in all accounts: it reads their findings, deploys stacks, or manages identities. Who is administrator there reaches everything.

The rule compares with the accounts that the configuration names under trusted-accounts.`,
	Remediation: `Vouch for the account in .iamlint.yaml (trusted-accounts), or take it out:
aws organizations deregister-delegated-administrator --account-id ACCOUNT --service-principal SERVICE`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{"prowler:organizations_delegated_administrators", "aisf:AISF-GOV-02"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DelegatedAdministratorsProvider, rule.Config},
	Run:      delegatedAdminUntrusted,
})

func delegatedAdminUntrusted(pass *analysis.Pass) (any, error) {
	trusted := rule.SettingsOf(pass).TrustedAccounts
	for _, d := range account.Of[account.DelegatedAdministrators](pass, account.DelegatedAdministratorsProvider).List {
		if slices.Contains(trusted, d.ID.Value) {
			continue
		}
		what := "services of the organization"
		if len(d.Services) > 0 {
			var names []string
			for _, s := range d.Services {
				names = append(names, s.Name.Value)
			}
			more := max(0, len(names)-3)
			what = document.ActionList(names[:len(names)-more], more)
		}
		rule.Report(pass, rule.Finding{
			At:      d.File.At(d.ID.Span),
			Subject: rule.Subject{Type: "account", ARN: d.ARN.Value, Name: d.ID.Value},
			Message: fmt.Sprintf("account %s (%q) administers %s for all accounts, and nobody vouched for it", d.ID.Value, d.Name.Value, what),
			Content: d.ID.Value,
		})
	}
	return nil, nil
}
