package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ARNInvalid reports where a resource is not a well-formed ARN.
var ARNInvalid = newRule(rule.Meta{
	ID:    "arn-invalid",
	Area:  "syntax",
	Title: "A resource is not a well-formed ARN",
	Text: `A resource is "*" or an ARN with six fields whose last one has a form that the service uses. Others match nothing, or more than they seem to: in an identity policy AWS takes missing fields for stars.

The rule is silent about forms that the reference does not tell, unless they look like a slip of one that it tells.`,
	Remediation: "Write the ARN as the Service Authorization Reference has it.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_ARN_PREFIX", "aa:ERROR/MISSING_ARN_FIELD", "aa:ERROR/INVALID_ARN_RESOURCE", "aa:ERROR/INVALID_ARN_SERVICE_CASE", "parliament:INVALID_ARN"},
	Since:       "0.1.0",
}, "it does not match what was meant", policy.ARNInvalid)
