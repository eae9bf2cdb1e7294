package policyrules

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// AdminWildcard reports identity policies in use that allow everything.
var AdminWildcard = rule.New(rule.Meta{
	ID:    "policy-admin-wildcard",
	Area:  "policy",
	Title: "An identity policy in use allows every action on every resource",
	Text: `Whoever holds such a policy is administrator: can read and delete all data, make users and keys, switch off the logs, and give the same rights to others. One leaked key or one tricked program of a holder is the whole account.

The rule asks what the document grants, not how it is written: Allow statements count together (NotAction in one and what it leaves out in another), patterns such as arn:aws:*:*:*:* count as every resource, and a condition on the caller, its session or network only says when the rights hold. A Deny ends the finding if no action is left with which a holder changes permissions; one on other services, on some resources or under a condition does not.

The rule is silent where a permissions boundary, or a Deny of another policy, keeps all holders from being administrators, about policies that are attached to nobody or are only permissions boundaries, about earlier versions, and about AWS-managed policies, which are judged by who holds them.`,
	Remediation: `Find out what the holders do and allow that. IAM Access Analyzer writes a policy from the calls in CloudTrail:
aws accessanalyzer start-policy-generation --policy-generation-details principalArn=ROLE_ARN --cloud-trail-details file://trail.json
Make it the default version and delete the old one, or detach the policy:
aws iam create-policy-version --policy-arn POLICY_ARN --policy-document file://policy.json --set-as-default`,
	Severity:   rule.Critical,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.16", "cis-1.5:1.16", "cis-2.0:1.16", "cis-3.0:1.16", "cis-4.0:1.16", "cis-5.0:1.15", "cis-6.0:2.15", "cis-7.0:2.14",
		"fsbp:IAM.1", "prowler:iam_aws_attached_policy_no_administrative_privileges",
		"prowler:iam_customer_attached_policy_no_administrative_privileges",
		"prowler:iam_inline_policy_no_administrative_privileges", "aisf:AISF-IAM-02",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.HoldersProvider},
	Run:      adminWildcard,
})

func adminWildcard(pass *analysis.Pass) (any, error) {
	holders := account.Of[account.Holders](pass, account.HoldersProvider)
	for _, shared := range account.Of[account.Documents](pass, account.DocumentsProvider).Shared {
		full, ok := shared.GrantsFullAccess()
		if !ok {
			continue
		}
		for _, doc := range shared.Places {
			if doc.Kind != account.IdentityPolicy || !document.Judged(doc) || holders.NoneAdministers(doc) {
				continue
			}
			consequence := ", so whoever gets it is administrator"
			var related []rule.Related
			switch {
			case doc.Managed != nil:
				use := usageOf(pass, doc.Managed).without(holders.HeldBack)
				if use.attached == 0 {
					continue
				}
				consequence, related = ", which makes administrators of "+use.String(), use.related()
			case doc.Inline:
				consequence = ", which makes " + document.OwnerTitle(doc) + " administrator"
			}
			statement := doc.At(full.Statements[0].Span)
			rule.Report(pass, rule.Finding{
				At:      doc.At(full.At),
				Subject: document.Subject(doc),
				Message: document.Title(doc) + " allows every action on every resource" + consequence + reservations(full),
				Content: document.Content(doc, full.Statements[0].Span),
				Scope:   statement,
				Related: related,
			})
		}
	}
	return nil, nil
}

// reservations are what the document says against full access, in vain.
func reservations(full policy.FullAccess) string {
	text := ""
	if len(full.Denied) > 0 {
		text = "; its Deny statements leave the power over permissions"
	}
	if len(full.Conditions) > 0 {
		text += "; its conditions (" + and(full.Conditions) + ") say when, but not what"
	}
	return text
}
