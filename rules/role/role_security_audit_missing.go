package role

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SecurityAuditMissing reports where no role is there for reviews.
var SecurityAuditMissing = rule.New(rule.Meta{
	ID:    "role-security-audit-missing",
	Area:  "role",
	Title: "No role is there for reviews",
	Text: `SecurityAudit reads the configuration of an account and no data. Without a role that holds it, reviewers get administrator's rights, or do not review.

The rule is silent when anybody holds the policy.`,
	Remediation: `Make a role for reviewers:
aws iam attach-role-policy --role-name audit --policy-arn arn:aws:iam::aws:policy/SecurityAudit`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	References: []string{"prowler:iam_securityaudit_role_created"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.Exports},
	Run:      securityAuditMissing,
})

func securityAuditMissing(pass *analysis.Pass) (any, error) {
	return heldByNobody(pass, "SecurityAudit", "reviews need more rights than they should")
}
