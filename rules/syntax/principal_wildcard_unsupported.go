package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// PrincipalWildcardUnsupported reports where a principal has a wildcard in a part of it.
var PrincipalWildcardUnsupported = newRule(rule.Meta{
	ID:    "principal-wildcard-unsupported",
	Area:  "syntax",
	Title: "A principal has a wildcard in a part of it",
	Text: `In Principal only the whole "*" is a wildcard. arn:aws:iam::111122223333:role/* names a role whose name is a star: nobody. AWS refuses it, and a Deny written so denies nobody.

The rule is silent about "*" alone, and about wildcards in conditions.`,
	Remediation: "Name the account and narrow it with a condition: ArnLike on aws:PrincipalArn.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/UNSUPPORTED_WILDCARD_IN_PRINCIPAL"},
	Since:       "0.1.0",
}, "it names nobody and AWS refuses the policy", policy.PrincipalWildcard)
