package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionVariableBroad reports variables by which callers meet a test by being themselves.
var ConditionVariableBroad = document.NewRule(rule.Meta{
	ID:    "policy-condition-variable-broad",
	Area:  "policy",
	Title: "A policy variable lets every caller meet a condition",
	Text: `A resource policy for everybody, or for an AWS service on anybody's behalf, is as narrow as its test of who calls. A variable that AWS fills from the caller, such as ${aws:PrincipalAccount} or a session tag, makes both sides of the test the caller's own: everybody meets it.

The rule is silent about variables that tell about the owner of the resource, such as ${aws:ResourceAccount} and ${aws:ResourceOrgID}, where another condition keeps strangers out, about policies that name their principals, and about trust policies.`,
	Remediation: `Write the account or organization, or compare with ${aws:ResourceAccount} or ${aws:ResourceOrgID}.`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/VARIABLE_USAGE_TOO_PERMISSIVE"},
	Since:       "0.1.0",
}, "it keeps out nobody", policy.ConditionVariableBroad)
