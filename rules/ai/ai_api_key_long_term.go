package ai

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// APIKeyLongTerm reports where a Bedrock API key lives long.
var APIKeyLongTerm = rule.New(rule.Meta{
	ID:    "ai-api-key-long-term",
	Area:  "ai",
	Title: "A Bedrock API key lives long",
	Text: `The key is a text that opens models to whoever finds it, in a repository, a log or a browser. Bedrock makes short-term keys, which end with the session after at most 12 hours, and long-term keys of an IAM user that live until they are deleted if nobody sets an end.

The rule reports active keys that never expire or live longer than 90 days.`,
	Remediation: `Use short-term keys or a role. Otherwise make a key with an end, and delete the old one:
aws iam create-service-specific-credential --user-name USER --service-name bedrock.amazonaws.com --credential-age-days 30
aws iam delete-service-specific-credential --user-name USER --service-specific-credential-id ID`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{"prowler:bedrock_api_key_no_long_term_credentials", "aisf:AISF-IAM-03"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.ServiceCredentialsProvider},
	Run:      apiKeyLongTerm,
})

// maxKeyLife is for how long a key may live, in days.
const maxKeyLife = 90

func apiKeyLongTerm(pass *analysis.Pass) (any, error) {
	for _, c := range account.Of[account.ServiceCredentials](pass, account.ServiceCredentialsProvider).List {
		if !isBedrockKey(c) {
			continue
		}
		life := "never expires"
		if c.Expiration.Present() {
			days := int(c.Expiration.Value.Sub(c.Create.Value).Hours() / 24)
			if !c.Create.Present() || days <= maxKeyLife {
				continue
			}
			life = fmt.Sprintf("lives for %d days", days)
		}
		rule.Report(pass, rule.Finding{
			At:      c.File.At(c.ID.Span),
			Subject: rule.Subject{Type: "user", Name: c.User.Value},
			Message: fmt.Sprintf("user %q has a Bedrock API key that %s, so a copy of it opens models to whoever finds it", c.User.Value, life),
			Content: c.ID.Value,
			Scope:   c.File.At(c.Span),
		})
	}
	return nil, nil
}

// isBedrockKey says whether a credential is an API key of Bedrock that works.
func isBedrockKey(c *account.ServiceCredential) bool {
	return strings.HasPrefix(c.Service.Value, "bedrock.") && c.Status.Value == "Active" && c.ID.Present()
}
