package policyrules

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// CloudShellFull reports where aWSCloudShellFullAccess is attached.
var CloudShellFull = rule.New(rule.Meta{
	ID:    "policy-cloudshell-full",
	Area:  "policy",
	Title: "AWSCloudShellFullAccess is attached",
	Text: `CloudShell is a machine with the permissions of whoever opens it, outside of every VPC. With full access its up- and download of files is an easy way out for data, and a way in for tools, that no network log shows.

One finding names all holders. The rule looks at attachments in any partition.`,
	Remediation: "Attach a policy that denies cloudshell:GetFileDownloadUrls and cloudshell:GetFileUploadUrls.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"cis-2.0:1.22", "cis-3.0:1.22", "cis-4.0:1.22", "cis-5.0:1.21", "cis-6.0:2.21", "cis-7.0:2.20", "fsbp:IAM.27", "prowler:iam_policy_cloudshell_admin_not_attached"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider},
	Run:      cloudShellFull,
})

func cloudShellFull(pass *analysis.Pass) (any, error) {
	return attachments(pass, func(arn, _ string) string {
		if account.IsAWSManagedNamed(arn, "AWSCloudShellFullAccess") {
			return "which lets files be taken out of the account through a browser"
		}
		return ""
	})
}
