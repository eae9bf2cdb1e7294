package resource

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// KMSLockout reports where nobody may change the policy of a key.
var KMSLockout = rule.New(rule.Meta{
	ID:    "resource-kms-lockout",
	Area:  "resource",
	Title: "Nobody may change the policy of a key",
	Text: `A key policy decides about the key, administrators included: if it names nobody who may change it, the key can become unmanageable, and only AWS support can help. Grants and data stay with whom it names.

The rule asks for a statement that allows kms:PutKeyPolicy to the account (arn:aws:iam::ACCOUNT:root), or to a principal of it. A principal of another account does not count: KMS lets no policy be changed from outside. The rule is silent about policies without statements.`,
	Remediation: `Add to the key policy:
{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::ACCOUNT:root"}, "Action": "kms:*", "Resource": "*"}`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.ResourcesProvider},
	Run:      kmsLockout,
})

func kmsLockout(pass *analysis.Pass) (any, error) {
	for _, r := range account.Of[account.Resources](pass, account.ResourcesProvider).List {
		if r.Type != account.KMSKey || len(r.Policies) == 0 {
			continue
		}
		doc := r.Policies[0]
		managed := slices.ContainsFunc(doc.Statements, func(s policy.Statement) bool { return manages(&s, r.Account) })
		if managed || len(doc.Statements) == 0 {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      doc.All(),
			Subject: document.Subject(doc),
			Message: document.Title(doc) + " lets nobody change it, so the key can become unmanageable",
			Content: "lockout",
		})
	}
	return nil, nil
}

// manages says whether a statement lets somebody of the key's account change the
// policy; an account "" is not known.
func manages(s *policy.Statement, owner string) bool {
	if !s.Allows() || !s.ActsOn("kms:putkeypolicy") {
		return false
	}
	return owner == "" || s.NotPrincipal.Present() || slices.ContainsFunc(s.Principal.Entries, func(p policy.Principal) bool {
		return p.Everyone() || document.AccountOf(p) == owner
	})
}
