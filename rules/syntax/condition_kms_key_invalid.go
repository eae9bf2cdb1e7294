package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionKMSKeyInvalid reports where a condition that needs the ARN of a KMS key has something else.
var ConditionKMSKeyInvalid = newRule(rule.Meta{
	ID:          "condition-kms-key-invalid",
	Area:        "syntax",
	Title:       "A condition that needs the ARN of a KMS key has something else",
	Text:        "Requests carry the ARN of the key, whatever the caller wrote. A condition on an alias or a bare id is met by no request.",
	Remediation: "Write the ARN of the key: arn:aws:kms:REGION:ACCOUNT:key/ID.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_KMS_KEY_VALUE"},
	Since:       "0.1.0",
}, "no request matches it", policy.KMSKeyInvalid)
