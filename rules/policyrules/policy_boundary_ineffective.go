package policyrules

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// BoundaryIneffective reports where a permissions boundary caps nothing.
var BoundaryIneffective = rule.New(rule.Meta{
	ID:    "policy-boundary-ineffective",
	Area:  "policy",
	Title: "A permissions boundary caps nothing",
	Text: `A boundary that allows everything is none: its holder may do whatever its policies say. Whoever looks at the list of users with boundaries believes otherwise.

The rule asks what the document grants, after its Deny statements, of policies that are somebody's boundary. One finding names the holders.`,
	Remediation: "Write into the boundary what its holders may do at most.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.PrincipalsProvider, account.AuthorizationDetailsProvider},
	Run:      boundaryIneffective,
})

func boundaryIneffective(pass *analysis.Pass) (any, error) {
	found := make(map[string]bool)
	for _, p := range account.Of[account.Principals](pass, account.PrincipalsProvider).All {
		if !p.Identity.Boundary.Present() || found[p.Identity.Boundary.ARN.Value] {
			continue
		}
		boundary := p.Boundary()
		if boundary == nil {
			continue
		}
		found[boundary.ARN] = true
		if _, full := boundary.Policy.GrantsFullAccess(); !full {
			continue
		}
		holders := account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider).BoundaryHolders(boundary.ARN)
		rule.Report(pass, rule.Finding{
			At:      boundary.At,
			Subject: rule.Subject{Type: "policy", ARN: boundary.ARN, Name: boundary.Name},
			Message: fmt.Sprintf("policy %q is the permissions boundary of %s and allows everything, so it caps nothing", boundary.ARN[strings.LastIndexByte(boundary.ARN, '/')+1:], usage{holders: holders, attached: len(holders)}),
			Content: "boundary",
		})
	}
	return nil, nil
}
