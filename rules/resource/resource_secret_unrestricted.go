package resource

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SecretUnrestricted reports where a secret does not turn others away.
var SecretUnrestricted = rule.New(rule.Meta{
	ID:    "resource-secret-unrestricted",
	Area:  "resource",
	Title: "A secret does not turn others away",
	Text: `A secret's policy can deny everybody but the few who need it. Without that, every identity policy of the account with secretsmanager:GetSecretValue on "*" reads it, and administrators of the account do.

The rule asks for a Deny for everybody but expected principals. It is for auditors: many teams limit secrets by identity policies alone.`,
	Remediation: `Add to the secret's policy:
{"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*", "Condition": {"ArnNotEquals": {"aws:PrincipalArn": ["ARN"]}}}`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	References: []string{"prowler:secretsmanager_has_restrictive_resource_policy", "aisf:AISF-DATA-03"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.ResourcesProvider},
	Run:      secretUnrestricted,
})

func secretUnrestricted(pass *analysis.Pass) (any, error) {
	for _, r := range account.Of[account.Resources](pass, account.ResourcesProvider).List {
		if r.Type != account.Secret {
			continue
		}
		at, restricted := r.At(), false
		for _, doc := range r.Policies {
			at = doc.All()
			for i := range doc.Statements {
				s := &doc.Statements[i]
				restricted = restricted || s.ReachesStrangers() && s.ActsOn("secretsmanager:getsecretvalue")
			}
		}
		if !restricted {
			rule.Report(pass, rule.Finding{
				At:      at,
				Subject: rule.Subject{Type: "resource", ARN: r.ARN, Name: r.Name},
				Message: fmt.Sprintf("secret %q has no policy that turns other principals away, so every wide policy of the account reads it", r.Name),
				Content: "restricted",
			})
		}
	}
	return nil, nil
}
