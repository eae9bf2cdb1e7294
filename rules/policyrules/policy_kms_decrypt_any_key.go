package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// DecryptAnyKey reports where a statement allows decryption with every KMS key.
var DecryptAnyKey = document.NewGrantRule(rule.Meta{
	ID:    "policy-kms-decrypt-any-key",
	Area:  "policy",
	Title: "A statement allows decryption with every KMS key",
	Text: `A key is the last gate before data: who may read a bucket or a snapshot gets nothing without it. kms:Decrypt on every key opens the gate for all data of the account at once, and for keys of other accounts that let this one in.

The rule counts what the document grants on all keys: "*" and patterns such as arn:aws:kms:*:*:key/*. It is silent about keys of one region or with names, under conditions such as kms:ViaService, kms:EncryptionContext or tags of the key, and where policy-full-kms says more.`,
	Remediation: `Name the keys: "Resource": "arn:aws:kms:REGION:ACCOUNT:key/ID", or test aws:ResourceTag.`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"fsbp:KMS.1", "fsbp:KMS.2"},
	SubsumedBy:  []string{"policy-admin-wildcard", "policy-full-kms"},
	Since:       "0.1.0",
}, policy.DecryptAnyKey, "with every key, so its holder can read whatever ciphertext it comes by", nil)
