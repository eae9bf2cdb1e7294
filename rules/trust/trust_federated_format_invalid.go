package trust

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// FederatedFormatInvalid reports where a federated principal is no identity provider.
var FederatedFormatInvalid = document.NewRule(rule.Meta{
	ID:          "trust-federated-format-invalid",
	Area:        "trust",
	Title:       "A federated principal is no identity provider",
	Text:        "IAM knows the providers that an account has made by their ARN, and four others by their domain: Cognito, Amazon, Facebook and Google. Anything else matches no caller, so the trust is dead, or the role cannot be saved.",
	Remediation: "Name the ARN of the provider: aws iam list-open-id-connect-providers, aws iam list-saml-providers",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", "parliament:UNKNOWN_FEDERATION_SOURCE"},
	Since:       "0.1.0",
}, "no token can take the role by it", policy.TrustProvider)
