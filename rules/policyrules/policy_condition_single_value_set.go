package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionSingleValueSet reports ForAllValues over keys that hold one value.
var ConditionSingleValueSet = document.NewRule(rule.Meta{
	ID:    "policy-condition-single-value-set",
	Area:  "policy",
	Title: "ForAllValues is used with a key that holds one value",
	Text: `ForAllValues holds for a request that lacks the key. Over a key with one value it adds nothing else, so an Allow that seems to ask for a value also applies to everybody who leaves the key out: in a role for an OIDC provider to every token without the claim.

The rule is silent about Deny and about negated operators, where a missing key changes nothing, about keys that every request has, and where another condition of the statement requires the key, such as Null with "false".`,
	Remediation: `Write the operator without ForAllValues.`,
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SECURITY_WARNING/FORALLVALUES_WITH_SINGLE_VALUED_KEY", "parliament:SINGLE_VALUE_CONDITION_TOO_PERMISSIVE"},
	Since:       "0.1.0",
}, "it allows requests that lack the key", policy.SingleValueSet)
