package trust

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// AnyPrincipal reports roles that anyone with an AWS account can take on.
var AnyPrincipal = rule.New(rule.Meta{
	ID:    "trust-any-principal",
	Area:  "trust",
	Title: "A role may be assumed by any AWS principal in the world, with no condition",
	Text: `In a trust policy the principal "*" means everyone who has an AWS account, not everyone in yours. A stranger needs only the role's name and your account id, neither of which is a secret, to call sts:AssumeRole and act with the role's permissions.

A condition that everybody can meet counts as none: aws:PrincipalArn like "*", an address in 0.0.0.0/0, IfExists or ForAllValues of a key that strangers do without, such as aws:PrincipalOrgID outside of organizations, and keys that callers choose, such as MFA, tags of their own or the name of the session. A Deny that only seems to help, for example on roles of a certain name in any account, does not end the finding.

The rule is silent where a condition of the statement can keep strangers out, where a Deny turns away callers of other accounts or organizations, about principals that are services or identity providers, and about roles that AWS made and alone can change.`,
	Remediation: `Name the accounts or, better, the roles that need this one, or at least ask for your organization in aws:PrincipalOrgID:
aws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json
Then look in CloudTrail for AssumeRole events of other accounts.`,
	Severity:   rule.Critical,
	Confidence: rule.HighConfidence,
	References: []string{
		"cloudsplaining:AssumableByAnyPrincipal",
		"aa:ERROR/ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      anyPrincipal,
})

func anyPrincipal(pass *analysis.Pass) (any, error) {
	for _, doc := range account.Of[account.Documents](pass, account.DocumentsProvider).OfKind(account.TrustPolicy) {
		statement, everyone, ok := doc.AnyoneMayAssume()
		if !ok || document.AWSOwned(doc) {
			continue
		}
		who := document.OwnerTitle(doc)
		if doc.Owner.Type != "role" {
			who = "the role of " + document.Title(doc)
		}
		rule.Report(pass, rule.Finding{
			At:      doc.At(everyone.Value.Span),
			Subject: document.Subject(doc),
			Message: who + ` can be assumed by every AWS principal in the world, because its trust policy names "*" and no condition keeps strangers out`,
			Content: document.Content(doc, statement.Span),
			Scope:   doc.At(statement.Span),
		})
	}
	return nil, nil
}
