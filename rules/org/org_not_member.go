package org

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// NotMember reports where the account is in no organization.
var NotMember = rule.New(rule.Meta{
	ID:          "org-not-member",
	Area:        "org",
	Title:       "The account is in no organization",
	Text:        "Outside an organization nothing stands above the account: no policy keeps its administrators from switching off logs, using any region or making the account anybody's.",
	Remediation: "Invite the account into the organization: aws organizations invite-account-to-organization --target Id=ACCOUNT,Type=ACCOUNT",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:organizations_account_part_of_organizations", "aisf:AISF-GOV-02"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.OrganizationProvider},
	Run:      notMember,
})

func notMember(pass *analysis.Pass) (any, error) {
	if account.Of[account.Organization](pass, account.OrganizationProvider).Missing {
		reportAccount(pass, "the account belongs to no organization, so no outer guardrail can bind it", "organization")
	}
	return nil, nil
}
