package trust

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ActionMismatch reports where the STS action of a trust does not fit its principals.
var ActionMismatch = document.NewRule(rule.Meta{
	ID:    "trust-action-mismatch",
	Area:  "trust",
	Title: "The STS action of a trust does not fit its principals",
	Text: `Each kind of caller takes a role with one action: accounts, users, roles and services with sts:AssumeRole, SAML providers with sts:AssumeRoleWithSAML, other identity providers with sts:AssumeRoleWithWebIdentity. A statement that names another one grants nothing to them, and whoever wrote it will widen it until it works.

The rule is silent about statements with Deny, about sts:TagSession and sts:SetSourceIdentity, which go with any of the three, and where a wildcard covers the action.`,
	Remediation: "Name the action that the principals use, and give principals of another kind a statement of their own.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/MISMATCHED_ACTION_FOR_PRINCIPAL"},
	Since:       "0.1.0",
}, "nobody gets in by it", policy.TrustActionMismatch)
