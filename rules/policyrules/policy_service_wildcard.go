package policyrules

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ServiceWildcard reports statements that allow all actions of a service.
var ServiceWildcard = rule.New(rule.Meta{
	ID:    "policy-service-wildcard",
	Area:  "policy",
	Title: "A statement allows all actions of a service",
	Text: `All actions of a service are more than a task needs: next to reading and writing they delete, share with other accounts, and change the service's own permissions. They also grow: an action that AWS adds tomorrow is allowed already.

One finding names all services of a statement. It counts whether the statement names some resources or all, and whether the policy is attached or not.

The rule is silent about services of which a Deny without conditions takes everything back, about policies whose holders a permissions boundary, or a Deny of another policy, keeps from the whole service, about policies that are only permissions boundaries and so grant nothing, about resource and service control policies, about AWS-managed policies and earlier versions, and where policy-admin-wildcard reports the same statement.`,
	Remediation: `Name the actions that are used. IAM tells which services and actions an identity used lately:
aws iam generate-service-last-accessed-details --arn ARN --granularity ACTION_LEVEL
aws iam get-service-last-accessed-details --job-id JOB_ID`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{"fsbp:IAM.21", "cloudsplaining:ServiceWildcard"},
	SubsumedBy: []string{"policy-admin-wildcard", "policy-full-iam", "policy-full-kms", "policy-full-cloudtrail", "ai-bedrock-full-access", "ai-sagemaker-full-access"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.HoldersProvider},
	Run:      serviceWildcard,
})

func serviceWildcard(pass *analysis.Pass) (any, error) {
	holders := account.Of[account.Holders](pass, account.HoldersProvider)
	for _, shared := range account.Of[account.Documents](pass, account.DocumentsProvider).Shared {
		if !shared.AllowsWholeService() {
			continue
		}
		for i := range shared.Statements {
			statement := &shared.Statements[i]
			grants := shared.WholeServices(statement)
			if len(grants) == 0 {
				continue
			}
			services, all := make([]string, len(grants)), make([]string, len(grants))
			for k, g := range grants {
				services[k], all[k] = g.Service, g.Service+":*"
			}
			for _, doc := range shared.Places {
				if doc.Kind != account.IdentityPolicy || !document.Judged(doc) || boundaryOnly(pass, doc.Managed) || holders.NoneMay(doc, all...) {
					continue
				}
				var related []rule.Related
				for _, g := range grants[1:] {
					related = append(related, rule.Related{At: doc.At(g.At), Message: "every action of " + g.Service})
				}
				rule.Report(pass, rule.Finding{
					At:      doc.At(grants[0].At),
					Subject: document.Subject(doc),
					Message: document.Title(doc) + " allows every action of " + and(services) + ", also those that AWS adds later",
					Content: document.Content(doc, statement.Span),
					Scope:   doc.At(statement.Span),
					Related: related,
				})
			}
		}
	}
	return nil, nil
}

// boundaryOnly says whether a managed policy bounds identities and grants
// nothing to anyone; p is nil for other documents.
func boundaryOnly(pass *analysis.Pass, p *account.ManagedPolicy) bool {
	if p == nil {
		return false
	}
	use := usageOf(pass, p)
	return use.attached == 0 && use.bounds > 0
}
