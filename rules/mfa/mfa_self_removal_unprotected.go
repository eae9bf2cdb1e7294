package mfa

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// SelfRemovalUnprotected reports self-service of MFA devices that needs no MFA.
var SelfRemovalUnprotected = document.NewRule(rule.Meta{
	ID:    "mfa-self-removal-unprotected",
	Area:  "mfa",
	Title: "Users may take off their MFA device without having used it",
	Text: `Whoever steals the password or the access keys of a user with such a policy deactivates its MFA device, registers one of their own, and from then on meets every demand for MFA.

The rule looks at policies that let users manage themselves, by ${aws:username} in Resource. It is silent where the statement asks for MFA, where a Deny of the same policy takes the action from calls without MFA, and where another condition limits the statement. Another policy of the user may deny it too, hence the middling confidence. Deleting a device is no way around: IAM refuses while it is assigned.`,
	Remediation: `Keep iam:EnableMFADevice and iam:CreateVirtualMFADevice free and let iam:DeactivateMFADevice stand in a statement with "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}.`,
	Severity:    rule.High,
	Confidence:  rule.MediumConfidence,
	Since:       "0.1.0",
}, "who steals their credentials is rid of MFA", policy.MFASelfRemoval)
