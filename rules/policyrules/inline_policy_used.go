package policyrules

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// InlinePolicyUsed reports inline policies of roles and groups.
var InlinePolicyUsed = rule.New(rule.Meta{
	ID:    "inline-policy-used",
	Area:  "policy",
	Title: "A role or group holds an inline policy",
	Text: `An inline policy is part of its role or group. It keeps no earlier versions to go back to, cannot be attached elsewhere, does not show in the list of policies, and disappears with its holder. A managed policy does better in each of these.

A strict tie between a policy and one role can also be what somebody wants; therefore only auditors hear of it.

The rule is silent about users, for whom user-policy-inline speaks, about roles that AWS made and alone can change, and about managed policies.`,
	Remediation: `Make a managed policy of it, attach that, and delete the inline policy:
aws iam create-policy --policy-name NAME --policy-document file://policy.json
aws iam attach-role-policy --role-name ROLE --policy-arn POLICY_ARN
aws iam delete-role-policy --role-name ROLE --policy-name NAME`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      inlinePolicyUsed,
})

func inlinePolicyUsed(pass *analysis.Pass) (any, error) {
	for _, doc := range account.Of[account.Documents](pass, account.DocumentsProvider).All {
		if !doc.Inline || doc.Owner.Type == "user" || document.AWSOwned(doc) {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      doc.Named(),
			Subject: document.Subject(doc),
			Message: fmt.Sprintf("%s holds the inline policy %q, which has no versions and is easy to overlook", document.OwnerTitle(doc), doc.Name),
			Content: doc.Name,
		})
	}
	return nil, nil
}
