package policyrules

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AWSManagedBroad reports where a broad policy of AWS is attached.
var AWSManagedBroad = rule.New(rule.Meta{
	ID:    "policy-aws-managed-broad",
	Area:  "policy",
	Title: "A broad policy of AWS is attached",
	Text: `PowerUserAccess, IAMFullAccess and the FullAccess policies of services fit nobody's task: they are for trying things out. AWS also widens them without asking.

One finding for each policy names its holders. The rule is silent about AdministratorAccess, which has rules of its own, and about roles that AWS makes.`,
	Remediation: "Write a policy of the account with the actions that the holders use, and detach this one.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider},
	Run:      aWSManagedBroad,
})

func aWSManagedBroad(pass *analysis.Pass) (any, error) {
	return attachments(pass, func(arn, name string) string {
		switch {
		case !account.IsAWSManaged(arn):
			return ""
		case name == "PowerUserAccess", name == "IAMFullAccess", strings.HasSuffix(name, "FullAccess") && name != "AWSCloudShellFullAccess" && name != "AmazonBedrockFullAccess" && name != "AmazonSageMakerFullAccess":
			return "which allows far more than a task needs, on every resource"
		}
		return ""
	})
}
