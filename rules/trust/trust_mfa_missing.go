package trust

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// MFAMissing reports where a privileged role that people take does not ask for MFA.
var MFAMissing = rule.New(rule.Meta{
	ID:    "trust-mfa-missing",
	Area:  "trust",
	Title: "A privileged role that people take does not ask for MFA",
	Text: `The role is administrator, and users of the account, or everybody in it, may take it with a password or access key alone. A stolen key is then the whole account.

Privileged is a role that a policy of its own makes administrator, without a condition, and that no deny or boundary keeps from giving itself policies. The rule is silent where the statement tests aws:MultiFactorAuthPresent or aws:MultiFactorAuthAge, where a Deny keeps out whoever has not used MFA, names roles in aws:PrincipalArn, or trusts only roles, services and identity providers, which ask for MFA themselves.`,
	Remediation: `Ask for MFA: "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.AdministratorsProvider},
	Run:      statements(mfaMissing),
})

func mfaMissing(pass *analysis.Pass, t trusting) []complaint {
	own := account.Of[account.Account](pass, account.Exports).ID
	if own == "" || t.Tests("aws:MultiFactorAuthPresent") || t.Tests("aws:MultiFactorAuthAge") || t.doc.DeniesWithoutMFA("sts:assumerole") || onlyRoles(t) {
		return nil
	}
	var found []complaint
	for _, p := range t.Principal.Entries {
		who := ""
		if _, name, ok := strings.Cut(p.Value.Text, ":user/"); ok && document.AccountOf(p) != "" {
			who = fmt.Sprintf("user %q", name)
		} else if wholeAccount(p) && document.AccountOf(p) == own {
			who = "the account"
		}
		if who == "" {
			continue
		}
		if _, ok := privileged(pass, t); ok {
			found = append(found, complaint{at: p.Value.Span, message: fmt.Sprintf("makes people administrators without MFA, because its trust of %s does not ask for it", who)})
		}
	}
	return found
}

// onlyRoles says whether a condition admits only roles.
func onlyRoles(t trusting) bool {
	for _, l := range t.LimitsOf("aws:PrincipalArn") {
		all := true
		for _, v := range l.Patterns {
			all = all && strings.Contains(literal(v.Text), ":role/")
		}
		if all {
			return true
		}
	}
	return false
}
