package credential

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ServiceCredentialUnexpiring reports service-specific credentials without an end.
var ServiceCredentialUnexpiring = rule.New(rule.Meta{
	ID:    "service-credential-unexpiring",
	Area:  "credential",
	Title: "A user has a service-specific credential that never expires",
	Text: `Besides access keys a user can have user names and passwords for CodeCommit and Keyspaces, and API keys for Bedrock and CloudWatch Logs. They are bearer secrets: who has one is the user for that service, without a signature and without MFA, and an API key for models turns into a bill within hours. The rules about access keys do not see them.

The rule reports active ones without an expiration date. Keys for Bedrock and CloudWatch Logs can be made with one; for CodeCommit and Keyspaces there is none, so that only temporary credentials of a role end by themselves. Inactive and expired ones are left alone.`,
	Remediation: `Use temporary credentials of a role, then delete the credential; where an API key is needed, make one that expires:
aws iam delete-service-specific-credential --user-name alice --service-specific-credential-id ID
aws iam create-service-specific-credential --user-name alice --service-name bedrock.amazonaws.com --credential-age-days 30`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	SubsumedBy: []string{"ai-api-key-long-term"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.ServiceCredentialsProvider},
	Run:      serviceCredentialUnexpiring,
})

func serviceCredentialUnexpiring(pass *analysis.Pass) (any, error) {
	arns := userARNs(account.Of[account.Account](pass, account.Exports))
	for _, c := range account.Of[account.ServiceCredentials](pass, account.ServiceCredentialsProvider).List {
		if c.Status.Value != "Active" || c.Expiration.Present() {
			continue
		}
		at := c.ID.Span
		if !c.ID.Present() {
			at = c.Span
		}
		rule.Report(pass, rule.Finding{
			At:      c.File.At(at),
			Subject: rule.Subject{Type: "user", ARN: arns[c.User.Value], Name: c.User.Value},
			Message: fmt.Sprintf("user %q has a credential for %s that %s, so a copy found years from now still works", c.User.Value, c.Service.Value, whyUnexpiring(c.Service.Value)),
			Content: c.Service.Value + " " + c.ID.Value,
			Scope:   c.File.At(c.Span),
		})
	}
	return nil, nil
}

// whyUnexpiring tells keys that lack an end from those that cannot have one
// (IAM API reference, CreateServiceSpecificCredential: CredentialAgeDays).
func whyUnexpiring(service string) string {
	if strings.HasPrefix(service, "bedrock.") || strings.HasPrefix(service, "logs.") {
		return "was made without an expiration date"
	}
	return "never expires, as all of this service"
}

// userARNs are the ARNs of users by name, as far as an export tells them.
func userARNs(a *account.Account) map[string]string {
	arns := make(map[string]string)
	if a.CredentialReport != nil {
		for _, row := range a.CredentialReport.Rows {
			arns[row.User.Value] = row.ARN.Value
		}
	}
	if a.AuthorizationDetails != nil {
		for _, u := range a.AuthorizationDetails.Users {
			arns[u.Name.Value] = u.ARN.Value
		}
	}
	return arns
}
