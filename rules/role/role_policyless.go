package role

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// Policyless reports where a role has no permissions.
var Policyless = rule.New(rule.Meta{
	ID:    "role-policyless",
	Area:  "role",
	Title: "A role has no permissions",
	Text: `The role can be taken and can do nothing. It is left over, or unfinished: whoever finishes it later may not look at who trusts it.

The rule is silent about roles whose resource-based rights no export tells: those named as principals in a resource policy of the exports.`,
	Remediation: "Delete the role: aws iam delete-role --role-name deploy",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.Exports},
	Run:      policyless,
})

func policyless(pass *analysis.Pass) (any, error) {
	roles, err := listed(pass)
	if err != nil {
		return nil, err
	}
	named := make(map[string]bool) // principals of resource policies
	if documents := account.Of[account.Account](pass, account.Exports).Documents; documents != nil {
		for _, doc := range documents.All {
			if doc.Kind != account.ResourcePolicy {
				continue
			}
			for i := range doc.Statements {
				for _, p := range doc.Statements[i].Principal.Entries {
					named[p.Value.Text] = true
				}
			}
		}
	}
	for _, r := range roles {
		if len(r.Attached) > 0 || len(r.Inline) > 0 || named[r.ARN.Value] {
			continue
		}
		rule.Report(pass, rule.Finding{At: r.Named(), Subject: subject(r), Message: fmt.Sprintf("role %q can be taken and has no permissions, so it is left over or unfinished", r.Name.Value), Content: "no policy"})
	}
	return nil, nil
}
