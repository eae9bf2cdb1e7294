package accountrules

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SecurityContactMissing reports an account without a security contact.
var SecurityContactMissing = rule.New(rule.Meta{
	ID:    "account-security-contact-missing",
	Area:  "account",
	Title: "The account has no security contact",
	Text: `When AWS finds a leaked key or abuse, it writes to the security contact; without one to the address of the root user, which nobody may read for weeks. The first hours decide how much an intruder can take.

The rule is silent where a security contact is registered, and not evaluated where the answer for it was not exported.`,
	Remediation: `Register a mailbox and number of the people who respond to incidents:
aws account put-alternate-contact --alternate-contact-type SECURITY --name "Security team" --title "Security" --email-address security@example.com --phone-number +1-555-0100`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.2", "cis-1.5:1.2", "cis-2.0:1.2", "cis-3.0:1.2", "cis-4.0:1.2", "cis-5.0:1.2",
		"cis-6.0:2.2", "cis-7.0:2.3", "prowler:account_security_contact_information_is_registered",
		"aisf:AISF-GOV-03",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.ContactsProvider},
	Run:      securityContactMissing,
})

func securityContactMissing(pass *analysis.Pass) (any, error) {
	contact := account.Of[account.Contacts](pass, account.ContactsProvider).Alternate["SECURITY"]
	switch {
	case contact == nil:
		return nil, rule.NoInput("security contact (account get-alternate-contact --alternate-contact-type SECURITY)")
	case !contact.Missing:
		return nil, nil
	}
	rule.Report(pass, rule.Finding{
		At:      contact.File.Start(),
		Subject: subject(account.Of[account.Account](pass, account.Exports)),
		Message: "the account has no security contact, so notices of AWS about abuse and leaked keys go astray",
		Content: "SECURITY",
	})
	return nil, nil
}
