package resource

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// CrossAccount reports where a resource lets in an account that nobody vouched for.
var CrossAccount = rule.New(rule.Meta{
	ID:    "resource-cross-account",
	Area:  "resource",
	Title: "A resource lets in an account that nobody vouched for",
	Text: `Whoever is administrator of that account decides who uses the access. Partners change, accounts are closed and sold, and nobody remembers why the line is there.

The rule is silent about the own account, about accounts and organizations that the configuration trusts, vendors it names, the management account of the own organization, the accounts of Elastic Load Balancing and CloudFront that AWS documents, and where a condition admits, or a Deny leaves, only callers of the own or a trusted organization; where no export tells which the own one is, any that a condition names counts. It needs to know whose the resource is.`,
	Remediation: `Remove the account, or vouch for it in .iamlint.yaml:
trusted-accounts: ["444455556666"]`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{"fsbp:S3.6", "prowler:s3_bucket_cross_account_access", "prowler:dynamodb_table_cross_account_access", "prowler:eventbridge_bus_cross_account_access", "prowler:eventbridge_schema_registry_cross_account_access", "aisf:AISF-DATA-04"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.ResourcesProvider, rule.Config},
	Run:      statements(crossAccount),
})

func crossAccount(pass *analysis.Pass, s stated) []complaint {
	owner := s.owner(pass)
	settings, own := rule.SettingsOf(pass), account.Of[account.Account](pass, account.Exports)
	if !s.Allows() || owner == "" || s.ofOrganization(own, settings) {
		return nil
	}
	var found []complaint
	for _, p := range s.Principal.Entries {
		id := document.AccountOf(p)
		if id == "" || id == owner || !document.Outside(id, own, settings) || loadBalancers[id] || settings.VendorOf(id) != nil {
			continue
		}
		found = append(found, complaint{p.Value.Span, fmt.Sprintf("lets account %s %s, and nobody vouched for that account", id, s.may())})
	}
	return found
}

// ofOrganization says whether only callers of the own or a trusted organization
// get in by the statement.
func (s stated) ofOrganization(own *account.Account, settings *rule.Settings) bool {
	if own.Organization == nil && s.Tests("aws:PrincipalOrgID") && s.Identified() {
		return true
	}
	trusted := document.Organizations(own, settings)
	return document.AdmitsOnly(s.Statement, trusted) || s.deniesOthers("aws:PrincipalOrgID", func(v policy.Value) bool { return slices.Contains(trusted, v.Text) })
}
