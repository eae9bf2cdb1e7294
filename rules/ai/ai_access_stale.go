package ai

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AccessStale reports where a principal may use AI services and does not.
var AccessStale = rule.New(rule.Meta{
	ID:    "ai-access-stale",
	Area:  "ai",
	Title: "A principal may use AI services and does not",
	Text: `Permission to use Bedrock or SageMaker that nobody uses is worth money to a thief: stolen credentials are tried on models first. Taking it away costs nothing.

The rule needs generate-service-last-accessed-details of a principal. It reports Bedrock and SageMaker when their last use is more days ago than configured for unused credentials, 45 by default, or none is known. It is silent about roles that AWS makes.`,
	Remediation: "Take the service out of the policies of the principal.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:iam_role_access_not_stale_to_bedrock", "prowler:iam_user_access_not_stale_to_bedrock", "prowler:iam_user_access_not_stale_to_sagemaker", "aisf:AISF-IAM-05"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.ServiceAccessesProvider, account.ClockProvider, rule.Config},
	Run:      accessStale,
})

func accessStale(pass *analysis.Pass) (any, error) {
	clock, limit := account.Of[account.Clock](pass, account.ClockProvider), rule.SettingsOf(pass).UnusedAfter
	for _, access := range account.Of[account.ServiceAccesses](pass, account.ServiceAccessesProvider).List {
		for _, name := range []string{"bedrock", "sagemaker"} {
			use := access.Service(name)
			if use == nil || access.Principal == "" || account.AWSOwnedRole(access.Principal) || use.Last.Present() && clock.Days(use.Last.Value) <= limit {
				continue
			}
			kind, owner, _ := strings.Cut(access.Principal[strings.LastIndexByte(access.Principal, ':')+1:], "/")
			rule.Report(pass, rule.Finding{
				At:      access.At(*use),
				Subject: rule.Subject{Type: kind, ARN: access.Principal, Name: owner},
				Message: fmt.Sprintf("%s %q may use %s and has not for more than %d days, so the permission serves a thief alone", kind, owner, name, limit),
				Content: name,
			})
		}
	}
	return nil, nil
}
