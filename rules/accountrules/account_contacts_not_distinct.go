package accountrules

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ContactsNotDistinct reports contacts that are the same as an earlier one.
var ContactsNotDistinct = rule.New(rule.Meta{
	ID:    "account-contacts-not-distinct",
	Area:  "account",
	Title: "Contacts of the account are one and the same",
	Text: `Alternate contacts exist so that bills, outages and incidents each reach those who deal with them, also when one person is away or one mailbox has been taken over. A contact that shares the name, e-mail address or phone number of another adds nothing.

Each contact is compared with the account's own and with those before it, in the order security, billing, operations; letter case and the punctuation of numbers do not matter. A contact that does not exist is no duplicate. Without a duplicate, contacts that were not exported make the rule not evaluated.`,
	Remediation: `Give each contact a mailbox and number of its own:
aws account put-alternate-contact --alternate-contact-type BILLING --name "Billing team" --title "Billing" --email-address billing@example.com --phone-number +1-555-0101`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	References: []string{
		"prowler:account_maintain_different_contact_details_to_security_billing_and_operations",
		"aisf:AISF-GOV-03",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.ContactsProvider},
	Run:      contactsNotDistinct,
})

func contactsNotDistinct(pass *analysis.Pass) (any, error) {
	contacts := account.Of[account.Contacts](pass, account.ContactsProvider)
	kinds := []struct {
		name    string
		contact *account.Contact
	}{
		{"account", contacts.Account},
		{"security", contacts.Alternate["SECURITY"]},
		{"billing", contacts.Alternate["BILLING"]},
		{"operations", contacts.Alternate["OPERATIONS"]},
	}
	var absent []string
	found := false
	for i, kind := range kinds {
		if kind.contact == nil {
			absent = append(absent, kind.name)
			continue
		}
		for _, earlier := range kinds[:i] {
			here, there, what := shared(kind.contact, earlier.contact)
			if what == "" {
				continue
			}
			found = true
			rule.Report(pass, rule.Finding{
				At:      kind.contact.File.At(here.Span),
				Subject: subject(account.Of[account.Account](pass, account.Exports)),
				Message: fmt.Sprintf("the %s contact has the same %s as the %s contact, so both depend on the same person", kind.name, what, earlier.name),
				Content: kind.name,
				Related: []rule.Related{{At: earlier.contact.File.At(there.Span), Message: "the " + earlier.name + " contact"}},
			})
			break
		}
	}
	if !found && len(absent) > 0 {
		return nil, rule.NoInput(strings.Join(absent, ", ") + " contact of the account")
	}
	return nil, nil
}

// shared is what two contacts have in common, "" when they differ. The
// account's own contact has a full name and no e-mail address.
func shared(a, b *account.Contact) (inA, inB account.Text, what string) {
	if b == nil {
		return account.Text{}, account.Text{}, ""
	}
	for _, f := range []struct {
		what   string
		fields []string
		fold   func(string) string
	}{
		{"e-mail address", []string{"EmailAddress"}, strings.ToLower},
		{"phone number", []string{"PhoneNumber"}, digits},
		{"name", []string{"Name", "FullName"}, strings.ToLower},
	} {
		inA, inB := first(a, f.fields), first(b, f.fields)
		if key := f.fold(strings.TrimSpace(inA.Value)); key != "" && key == f.fold(strings.TrimSpace(inB.Value)) {
			return inA, inB, f.what
		}
	}
	return account.Text{}, account.Text{}, ""
}

func first(c *account.Contact, fields []string) account.Text {
	for _, name := range fields {
		if text := c.Fields[name]; text.Present() {
			return text
		}
	}
	return account.Text{}
}

func digits(number string) string {
	return strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, number)
}
