package trust

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// UserPrincipal reports where a role trusts a named user.
var UserPrincipal = rule.New(rule.Meta{
	ID:          "trust-user-principal",
	Area:        "trust",
	Title:       "A role trusts a named user",
	Text:        "A trust in an IAM user ties the role to a password or access keys that live for years. When the user is deleted the role keeps a principal that nobody is, and when somebody else takes the job the policy changes.",
	Remediation: "Trust a role, or the account together with groups that may take the role, or people of the identity provider.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(userPrincipal),
})

func userPrincipal(_ *analysis.Pass, t trusting) []complaint {
	var found []complaint
	for _, p := range t.Principal.Entries {
		if _, name, ok := strings.Cut(p.Value.Text, ":user/"); ok && document.AccountOf(p) != "" {
			found = append(found, complaint{at: p.Value.Span, message: fmt.Sprintf("trusts user %q of account %s, so its long-term credentials reach the role", name, document.AccountOf(p))})
		}
	}
	return found
}
