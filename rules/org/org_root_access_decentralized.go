package org

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// RootAccessDecentralized reports where root credentials of member accounts are not managed centrally.
var RootAccessDecentralized = rule.New(rule.Meta{
	ID:    "org-root-access-decentralized",
	Area:  "org",
	Title: "Root credentials of member accounts are not managed centrally",
	Text: `Each member account has a root user with a password that can be reset by e-mail, and whom no policy of the account binds. Central management removes these credentials and keeps new ones from being made.

The rule needs iam list-organizations-features of the management account or its delegate.`,
	Remediation: `Let the management account manage root access centrally:
aws organizations enable-aws-service-access --service-principal iam.amazonaws.com
aws iam enable-organizations-root-credentials-management`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{"cis-7.0:2.1.1", "prowler:iam_root_credentials_management_enabled", "aisf:AISF-IAM-04"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.OrganizationProvider},
	Run:      rootAccessDecentralized,
})

func rootAccessDecentralized(pass *analysis.Pass) (any, error) {
	org := account.Of[account.Organization](pass, account.OrganizationProvider)
	switch {
	case org.Missing:
	case !org.RootManaged.Present():
		return nil, rule.NoInput("features of IAM for the organization (iam list-organizations-features)")
	case !org.RootManaged.Value:
		reportAccount(pass, "root credentials of the organization's accounts are not managed centrally, so each account's root user can be taken by e-mail", "root")
	}
	return nil, nil
}
