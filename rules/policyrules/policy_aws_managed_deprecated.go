package policyrules

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AWSManagedDeprecated reports where a policy that AWS has replaced is attached.
var AWSManagedDeprecated = rule.New(rule.Meta{
	ID:    "policy-aws-managed-deprecated",
	Area:  "policy",
	Title: "A policy that AWS has replaced is attached",
	Text: `AWS stops mending policies that it replaces, and lets those who hold them keep them. Most were replaced because they allow too much.

One finding for each policy names its holders and the successor.`,
	Remediation: "Attach the successor, or a policy of the account, and detach the old one.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider},
	Run:      aWSManagedDeprecated,
})

func aWSManagedDeprecated(pass *analysis.Pass) (any, error) {
	return attachments(pass, func(arn, name string) string {
		if successor := replaced[name]; successor != "" && account.IsAWSManaged(arn) {
			return "which AWS has replaced by " + successor + " and mends no more"
		}
		return ""
	})
}
