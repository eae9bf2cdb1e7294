package ai

import (
	"cmp"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SageMakerDomainIAMMode reports where a SageMaker domain signs people in with IAM.
var SageMakerDomainIAMMode = rule.New(rule.Meta{
	ID:    "ai-sagemaker-domain-iam-mode",
	Area:  "ai",
	Title: "A SageMaker domain signs people in with IAM",
	Text: `In IAM mode whoever may call CreatePresignedDomainUrl opens a Studio profile, and the URL can be passed on. With IAM Identity Center each person signs in with the company's identity and MFA, and can open the own profile alone.

The mode is chosen when a domain is made and cannot be changed.`,
	Remediation: "Make a new domain with --auth-mode SSO and move the profiles.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:sagemaker_domain_sso_configured", "aisf:AISF-ML-04"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.SageMakerDomainsProvider},
	Run:      sageMakerDomainIAMMode,
})

func sageMakerDomainIAMMode(pass *analysis.Pass) (any, error) {
	for _, d := range account.Of[account.SageMakerDomains](pass, account.SageMakerDomainsProvider).List {
		if d.AuthMode.Value != "IAM" {
			continue
		}
		name := cmp.Or(d.Name.Value, d.ID.Value)
		rule.Report(pass, rule.Finding{
			At:      d.File.At(d.AuthMode.Span),
			Subject: rule.Subject{Type: "SageMaker domain", ARN: d.ARN.Value, Name: name},
			Message: fmt.Sprintf("SageMaker domain %q signs people in with IAM, so a URL that is passed on opens the profile of another", name),
			Content: "mode",
		})
	}
	return nil, nil
}
