package policyrules

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// AdminUnattached reports where a policy that makes administrators lies unattached.
var AdminUnattached = rule.New(rule.Meta{
	ID:    "policy-admin-unattached",
	Area:  "policy",
	Title: "A policy that makes administrators lies unattached",
	Text: `Nobody holds it today. Whoever may attach policies, to itself or to others, needs one call to make an administrator, and the call names a policy that looks like many others.

The rule asks what the document grants, as policy-admin-wildcard does, of customer policies that are attached to nobody. Permissions boundaries that allow everything are the matter of policy-boundary-ineffective.`,
	Remediation: "Delete it: aws iam delete-policy --policy-arn ARN",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:iam_customer_unattached_policy_no_administrative_privileges", "fsbp:IAM.1"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.AuthorizationDetailsProvider},
	Run:      adminUnattached,
})

func adminUnattached(pass *analysis.Pass) (any, error) {
	for _, p := range account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider).Policies {
		doc := p.Default()
		if p.AWSManaged() || doc == nil {
			continue
		}
		use := usageOf(pass, p)
		if use.attached > 0 || use.bounds > 0 {
			continue
		}
		if full, ok := doc.GrantsFullAccess(); ok {
			rule.Report(pass, rule.Finding{
				At:      doc.At(full.At),
				Subject: document.Subject(doc),
				Message: document.Title(doc) + " is attached to nobody and allows every action on every resource, so one call makes an administrator",
				Content: "administrator",
			})
		}
	}
	return nil, nil
}
