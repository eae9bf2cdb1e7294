package trust

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// CrossAccount reports where a role trusts an account that is not on your list.
var CrossAccount = rule.New(rule.Meta{
	ID:    "trust-cross-account",
	Area:  "trust",
	Title: "A role trusts an account that is not on your list",
	Text: `For auditors: which outside accounts may take which roles. Known vendors of the configuration are named.

The rule is silent about trusted-accounts and the own organization.`,
	Remediation: "Put accounts that are yours or that you trust into trusted-accounts of the configuration, vendors into vendors, and remove the others from the trust policy.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"cloudsplaining:AssumableByCrossAccountPrincipal"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, rule.Config},
	Run:      statements(crossAccount),
})

func crossAccount(pass *analysis.Pass, t trusting) []complaint {
	var found []complaint
	for _, p := range outsiders(pass, t) {
		whose := "which is not yours nor on your list"
		if vendor := rule.SettingsOf(pass).VendorOf(document.AccountOf(p)); vendor != nil {
			whose = fmt.Sprintf("that of %q", vendor.Name)
		}
		found = append(found, complaint{at: p.Value.Span, message: fmt.Sprintf("can be taken from account %s, %s", document.AccountOf(p), whose)})
	}
	return found
}
