package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// FullKMS reports where a statement allows every KMS action.
var FullKMS = document.NewGrantRule(rule.Meta{
	ID:    "policy-full-kms",
	Area:  "policy",
	Title: "A statement allows every KMS action",
	Text: `All of KMS is more than the use of keys: its holder can schedule the deletion of keys, which makes what they encrypt unreadable for ever, change key policies, and decrypt whatever it can read. Key policies that leave the decision to IAM, as AWS makes them by default, do not stop it.

The rule is silent where a condition limits the keys or the way (kms:ViaService, tags), where the statement names keys, and about documents that grant everything.`,
	Remediation: "Allow kms:Decrypt, kms:GenerateDataKey and kms:DescribeKey on the keys in use; leave the administration of keys to few.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:iam_policy_no_full_access_to_kms", "prowler:iam_inline_policy_no_full_access_to_kms"},
	SubsumedBy:  []string{"policy-admin-wildcard"},
	Since:       "0.1.0",
}, policy.FullKMS, "on every key, so its holder can decrypt, give away and destroy what is encrypted", nil)
