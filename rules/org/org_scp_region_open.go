package org

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SCPRegionOpen reports where every region may be used.
var SCPRegionOpen = rule.New(rule.Meta{
	ID:    "org-scp-region-open",
	Area:  "org",
	Title: "Every region may be used",
	Text: `Nobody looks at regions in which nothing is meant to run, and that is where stolen credentials start their machines. A service control policy on aws:RequestedRegion closes them.

The rule asks whether instances may be run in any region, by all policies from the root of the organization down to the account.`,
	Remediation: `Deny what is outside: {"Effect": "Deny", "NotAction": ["iam:*", "organizations:*", "sts:*", "support:*", "cloudfront:*", "route53:*"], "Resource": "*", "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1"]}}}`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:organizations_scp_check_deny_regions", "aisf:AISF-GOV-02"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.GuardrailsProvider},
	Run:      sCPRegionOpen,
})

func sCPRegionOpen(pass *analysis.Pass) (any, error) {
	g, ok := bound(pass)
	if !ok {
		return nil, nil
	}
	admin := "arn:aws:iam::" + account.Of[account.Account](pass, account.Exports).ID + ":role/administrator"
	for _, region := range []string{"us-east-1", "ap-southeast-2", "eu-north-1", "sa-east-1", "af-south-1"} {
		may, err := allowed(g, admin, "ec2:RunInstances", map[string]string{"aws:RequestedRegion": region})
		if err != nil || !may {
			return nil, err
		}
	}
	reportAccount(pass, "instances may be run in every region, so stolen credentials use those at which nobody looks", "regions")
	return nil, nil
}
