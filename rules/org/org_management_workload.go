package org

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ManagementWorkload reports where the management account runs workloads.
var ManagementWorkload = rule.New(rule.Meta{
	ID:    "org-management-workload",
	Area:  "org",
	Title: "The management account runs workloads",
	Text: `Service control policies never bind the management account, and it administers all others. A workload in it that is compromised is outside of every guardrail.

The rule looks for roles that computing services may take in the account that manages its organization. Service-linked roles do not count.`,
	Remediation: "Move the workload into a member account.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"cis-7.0:2.1.3"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.OrganizationProvider, account.AuthorizationDetailsProvider},
	Run:      managementWorkload,
})

func managementWorkload(pass *analysis.Pass) (any, error) {
	a, org := account.Of[account.Account](pass, account.Exports), account.Of[account.Organization](pass, account.OrganizationProvider)
	if org.Missing || a.ID == "" || org.Management.Value != a.ID {
		return nil, nil
	}
	var names []string
	for _, r := range account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider).Roles {
		if !r.AWSOwned() && r.Trust != nil && r.Trust.TrustsService("ec2.amazonaws.com", "lambda.amazonaws.com", "ecs-tasks.amazonaws.com", "pods.eks.amazonaws.com", "sagemaker.amazonaws.com", "bedrock.amazonaws.com", "glue.amazonaws.com", "codebuild.amazonaws.com") {
			names = append(names, fmt.Sprintf("%q", r.Name.Value))
		}
	}
	if len(names) > 0 {
		more := max(0, len(names)-3)
		reportAccount(pass, fmt.Sprintf("the management account runs workloads (roles %s), which no service control policy binds", document.ActionList(names[:len(names)-more], more)), "workloads")
	}
	return nil, nil
}
