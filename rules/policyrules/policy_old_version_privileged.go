package policyrules

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// OldVersionPrivileged reports where an earlier version of a policy makes administrators.
var OldVersionPrivileged = rule.New(rule.Meta{
	ID:    "policy-old-version-privileged",
	Area:  "policy",
	Title: "An earlier version of a policy makes administrators",
	Text: `IAM keeps up to five versions of a policy. Whoever may set the default version, a permission that looks harmless, brings the old one back for all who hold the policy.

The rule compares what versions that are not in force grant with the default: one that allows everything, or all of IAM, while the default does not.`,
	Remediation: "Delete the version: aws iam delete-policy-version --policy-arn ARN --version-id v1",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"cloudsplaining:PrivilegeEscalation"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider},
	Run:      oldVersionPrivileged,
})

func oldVersionPrivileged(pass *analysis.Pass) (any, error) {
	for _, p := range account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider).Policies {
		if len(p.Versions) < 2 || p.AWSManaged() {
			continue
		}
		current := p.Default()
		if current == nil {
			continue
		}
		if _, _, ok := privileged(current); ok {
			continue
		}
		for _, v := range p.Versions {
			if v.Document == nil || v.Document == current {
				continue
			}
			at, what, ok := privileged(v.Document)
			if !ok {
				continue
			}
			rule.Report(pass, rule.Finding{
				At:      v.Document.At(at),
				Subject: document.Subject(v.Document),
				Message: fmt.Sprintf("version %s of policy %q, which is not in force, allows %s, so setting it as default makes administrators of all holders", v.ID.Value, p.Name.Value, what),
				Content: v.ID.Value,
			})
		}
	}
	return nil, nil
}

// privileged says whether a document makes administrators, with all actions or
// all of IAM, and where.
func privileged(d *account.PolicyDocument) (policy.Span, string, bool) {
	if full, ok := d.GrantsFullAccess(); ok {
		return full.At, "every action on every resource", true
	}
	if at, ok := d.GrantsFullIAM(); ok {
		return at, "all of IAM", true
	}
	return policy.Span{}, "", false
}
