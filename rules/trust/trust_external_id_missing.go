package trust

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ExternalIDMissing reports where an outside account may take a role without an external id.
var ExternalIDMissing = rule.New(rule.Meta{
	ID:    "trust-external-id-missing",
	Area:  "trust",
	Title: "An outside account may take a role without an external id",
	Text: `A vendor that serves many customers uses the same account for all. Without sts:ExternalId another of its customers can tell the vendor your role, and the vendor then acts in your account on that customer's behalf (the confused deputy problem).

The rule is silent about accounts that the configuration trusts (trusted-accounts), callers of the own or a trusted organization (aws:PrincipalOrgID), roles that demand MFA and so people, be it in the statement or in a Deny, roles whose trust denies callers without the external id, roles with which AWS Organizations, Control Tower and StackSets administer accounts, and documents of which nothing tells whose they are.`,
	Remediation: `Agree on an id with the vendor, who must not let customers choose it, and ask for it:
"Condition": {"StringEquals": {"sts:ExternalId": "ID"}}
Accounts that are your own belong into trusted-accounts of the configuration.`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, rule.Config},
	Run:      statements(externalIDMissing),
})

func externalIDMissing(pass *analysis.Pass, t trusting) []complaint {
	if len(t.LimitsOf("sts:ExternalId")) > 0 || t.deniesOthers("sts:ExternalId", func(policy.Value) bool { return true }) || t.doc.DeniesWithoutMFA("sts:assumerole") {
		return nil
	}
	if tested, without := t.MFA(); tested && !without {
		return nil
	}
	if t.doc.Owner.Type == "role" && account.LandingZone(t.doc.Owner.Name) {
		return nil
	}
	var found []complaint
	for _, p := range outsiders(pass, t) {
		found = append(found, complaint{at: p.Value.Span, message: fmt.Sprintf("can be taken by account %s on behalf of anyone, because its trust asks for no external id", document.AccountOf(p))})
	}
	return found
}
