package policyrules

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// Unattached reports customer policies that nobody has.
var Unattached = rule.New(rule.Meta{
	ID:    "policy-unattached",
	Area:  "policy",
	Title: "A customer policy is attached to nothing and is not a boundary",
	Text: `A policy that nobody has grants nothing today. It lies ready for whoever may attach policies, nobody reviews it, and it counts against the quota.

The rule is silent about policies that are attached to a user, group or role or are somebody's permissions boundary, and about AWS-managed policies. It is silent, too, where it cannot know: the export lacks the counts of a policy (AttachmentCount, PermissionsBoundaryUsageCount), and a filter left out users, groups or roles.`,
	Remediation: `Delete the policy, its other versions first, or attach it to the role that needs it:
aws iam delete-policy --policy-arn POLICY_ARN`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.AuthorizationDetailsProvider},
	Run:      unattached,
})

func unattached(pass *analysis.Pass) (any, error) {
	details := account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider)
	// A filter leaves lists out or empty; every account has roles that AWS made.
	complete := details.HasUsers && details.HasGroups && len(details.Roles) > 0
	for _, p := range details.Policies {
		counted := p.Attachments.Present() && p.Boundaries.Present()
		use := usageOf(pass, p)
		if p.AWSManaged() || use.attached > 0 || use.bounds > 0 || !counted && !complete {
			continue
		}
		name := p.Name
		if !name.Present() {
			name = p.ARN
		}
		rule.Report(pass, rule.Finding{
			At:      p.File.At(name.Span),
			Subject: rule.Subject{Type: "policy", ARN: p.ARN.Value, Name: p.Name.Value},
			Message: fmt.Sprintf("policy %q is attached to nobody and bounds nobody, so it only lies ready to be attached by mistake", name.Value),
			Content: "unattached",
		})
	}
	return nil, nil
}
