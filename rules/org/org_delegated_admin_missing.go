package org

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// DelegatedAdminMissing reports where services of the organization are run from the management account.
var DelegatedAdminMissing = rule.New(rule.Meta{
	ID:    "org-delegated-admin-missing",
	Area:  "org",
	Title: "Services of the organization are run from the management account",
	Text: `Each service that works across the organization, such as GuardDuty or Config, needs people and roles. If none is delegated to a member account, all of them work in the management account, which no policy binds.

The rule speaks of organizations that trust services and have delegated none.`,
	Remediation: "Delegate: aws organizations register-delegated-administrator --account-id ACCOUNT --service-principal guardduty.amazonaws.com",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"cis-7.0:2.1.5", "cis-7.0:2.1.6"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DelegatedAdministratorsProvider, account.TrustedServicesProvider},
	Run:      delegatedAdminMissing,
})

func delegatedAdminMissing(pass *analysis.Pass) (any, error) {
	trusted := account.Of[account.TrustedServices](pass, account.TrustedServicesProvider)
	if len(account.Of[account.DelegatedAdministrators](pass, account.DelegatedAdministratorsProvider).List) > 0 || len(trusted.List) == 0 {
		return nil, nil
	}
	rule.Report(pass, rule.Finding{
		At:      trusted.List[0].File.At(trusted.List[0].Name.Span),
		Subject: rule.Subject{Type: "account", Name: account.Of[account.Account](pass, account.Exports).ID},
		Message: fmt.Sprintf("the organization trusts %s and has delegated no administrator, so they are run from the management account", plural(len(trusted.List))),
		Content: "delegation",
	})
	return nil, nil
}

func plural(services int) string {
	if services == 1 {
		return "one service"
	}
	return fmt.Sprintf("%d services", services)
}
