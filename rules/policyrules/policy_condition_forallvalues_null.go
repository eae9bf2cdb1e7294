package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionForAllValuesNull reports ForAllValues over lists that may be missing.
var ConditionForAllValuesNull = document.NewRule(rule.Meta{
	ID:    "policy-condition-forallvalues-null",
	Area:  "policy",
	Title: "An Allow relies on ForAllValues and does not require the key",
	Text: `ForAllValues holds for a request without the key. Where the key tells who calls or what is reached, that is the very request to keep out: a caller outside every organization has no aws:PrincipalOrgPaths, a direct call no aws:CalledVia, and a Scan of DynamoDB, which reads all items, no dynamodb:LeadingKeys.

The rule is silent where another condition requires the key, about Deny and negated operators, and about keys whose absence means that nothing is asked for, such as aws:TagKeys. With dynamodb:LeadingKeys it speaks only where Scan is allowed: all other requests have the key. With kms:EncryptionContextKeys it is silent where kms:ViaService names a service, which sends a context.`,
	Remediation: `Add "Null": {"KEY": "false"} to the Condition, or use ForAnyValue if one fitting value is enough.`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, "it allows requests without the key as well", policy.ForAllValuesNull)
