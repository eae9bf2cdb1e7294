package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// PrincipalEmpty reports where a principal is an empty list or object.
var PrincipalEmpty = newRule(rule.Meta{
	ID:          "principal-empty",
	Area:        "syntax",
	Title:       "A principal is an empty list or object",
	Text:        "A statement that lists no principal applies to nobody. As an Allow it is dead; as a Deny it denies nobody, which its author may not know.",
	Remediation: "Name the principals, or remove the statement.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SUGGESTION/EMPTY_ARRAY_PRINCIPAL", "aa:SUGGESTION/EMPTY_OBJECT_PRINCIPAL"},
	Since:       "0.1.0",
}, "the statement applies to nobody", policy.EmptyPrincipal)
