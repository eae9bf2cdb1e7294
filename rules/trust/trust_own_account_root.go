package trust

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// OwnAccountRoot reports where a privileged role trusts all of its own account.
var OwnAccountRoot = rule.New(rule.Meta{
	ID:    "trust-own-account-root",
	Area:  "trust",
	Title: "A privileged role trusts all of its own account",
	Text: `For auditors: the role is administrator, and every identity of the account with sts:AssumeRole on it can take it. Who has that follows from other policies, often from a wildcard.

Privileged is a role that a policy of its own makes administrator, without a condition, and that no deny or boundary keeps from giving itself policies. The rule is silent where a condition on aws:PrincipalArn names who may.`,
	Remediation: "Name the roles and users that may take the role, or ask for them in aws:PrincipalArn.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.AdministratorsProvider},
	Run:      statements(ownAccountRoot),
})

func ownAccountRoot(pass *analysis.Pass, t trusting) []complaint {
	own := account.Of[account.Account](pass, account.Exports).ID
	if own == "" || len(t.LimitsOf("aws:PrincipalArn")) > 0 {
		return nil
	}
	var found []complaint
	for _, p := range t.Principal.Entries {
		if !wholeAccount(p) || document.AccountOf(p) != own {
			continue
		}
		if by, ok := privileged(pass, t); ok {
			found = append(found, complaint{at: p.Value.Span, message: fmt.Sprintf("trusts all of its own account, and policy %q makes it administrator", by)})
		}
	}
	return found
}
