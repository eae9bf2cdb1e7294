package accountrules

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ContactIncomplete reports gaps in the account's own contact details.
var ContactIncomplete = rule.New(rule.Meta{
	ID:    "account-contact-incomplete",
	Area:  "account",
	Title: "The account's contact details are incomplete",
	Text: `AWS calls and writes to the account's contact when it sees abuse or a compromise, and checks these details when somebody has to prove that the account is theirs. With gaps it reaches nobody, and may suspend the account.

A complete contact has a full name, a phone number, the first line of the address, a city, a postal code and a country, and in the countries where AWS asks for one a state or region. The rule cannot tell whether the details are true.`,
	Remediation: `Fill in the gaps, with a name and number that outlive a single employee:
aws account put-contact-information --contact-information file://contact.json`,
	Severity:   rule.Low,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.1", "cis-1.5:1.1", "cis-2.0:1.1", "cis-3.0:1.1", "cis-4.0:1.1", "cis-5.0:1.1",
		"cis-6.0:2.1", "cis-7.0:2.2", "prowler:account_maintain_current_contact_details",
		"aisf:AISF-GOV-03",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.ContactsProvider},
	Run:      contactIncomplete,
})

// contactFields are those that AWS requires (API reference: ContactInformation).
var contactFields = []string{"FullName", "PhoneNumber", "AddressLine1", "City", "PostalCode", "CountryCode"}

// withRegion are the countries for which AWS requires StateOrRegion.
var withRegion = []string{"US", "CA", "GB", "DE", "JP", "IN", "BR"}

func contactIncomplete(pass *analysis.Pass) (any, error) {
	contact := account.Of[account.Contacts](pass, account.ContactsProvider).Account
	if contact == nil {
		return nil, rule.NoInput("account contact (account get-contact-information)")
	}
	fields := contactFields
	if slices.Contains(withRegion, contact.Fields["CountryCode"].Value) {
		fields = append(slices.Clone(fields), "StateOrRegion")
	}
	at := contact.File.At(contact.Span)
	var missing []string
	for _, name := range fields {
		field := contact.Fields[name]
		if strings.TrimSpace(field.Value) != "" {
			continue
		}
		if field.Present() && len(missing) == 0 {
			at = contact.File.At(field.Span)
		}
		missing = append(missing, name)
	}
	if len(missing) == 0 {
		return nil, nil
	}
	rule.Report(pass, rule.Finding{
		At:      at,
		Subject: subject(account.Of[account.Account](pass, account.Exports)),
		Message: fmt.Sprintf("the contact details of the account lack %s, so AWS may reach nobody about abuse of it", strings.Join(missing, ", ")),
		Content: "contact",
	})
	return nil, nil
}
