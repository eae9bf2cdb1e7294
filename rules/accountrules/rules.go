// Package accountrules holds the rules about an account as a whole: its
// contacts, access analyzers, certificates, quotas and exports.
package accountrules

import (
	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		UsersNotFederated,
		ContactIncomplete,
		SecurityContactMissing,
		ContactsNotDistinct,
		AnalyzerMissing,
		AnalyzerFindingsOpen,
		AnalyzerTagsMissing,
		ServerCertificateExpired,
		QuotaNear,
		ExportStale,
	}
}

// subject is the account itself.
func subject(a *account.Account) rule.Subject { return rule.Subject{Type: "account", Name: a.ID} }

// atMost is the beginning of a list of related places, long enough to explain a finding.
func atMost(related []rule.Related) []rule.Related { return related[:min(len(related), 5)] }
