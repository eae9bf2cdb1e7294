package ai

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// APIKeyPrivileged reports where the user behind a Bedrock API key can do more than invoke models.
var APIKeyPrivileged = rule.New(rule.Meta{
	ID:    "ai-api-key-privileged",
	Area:  "ai",
	Title: "The user behind a Bedrock API key can do more than invoke models",
	Text: `A Bedrock API key belongs to an IAM user. The key itself opens Bedrock alone, but the user can get access keys and a password, and whoever administers the application is tempted to. What the user may do beyond models is then in the same hands.

The rule reports users with an active key that are administrators by their own policies, or that are granted credentials, roles, permissions or data without a limit. AmazonBedrockLimitedAccess, which AWS attaches to the users that it makes for keys, is fine. It is silent about keys that are switched off, and about what another policy denies or the boundary does not allow.`,
	Remediation: "Give the key a user of its own that holds AmazonBedrockLimitedAccess or less.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:bedrock_api_key_no_administrative_privileges", "aisf:AISF-IAM-02"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.ServiceCredentialsProvider, account.PrincipalsProvider, account.AdministratorsProvider, account.GrantsProvider},
	Run:      apiKeyPrivileged,
})

func apiKeyPrivileged(pass *analysis.Pass) (any, error) {
	beyond := make(map[*policy.Document]account.UnlimitedGrant)
	for _, danger := range []policy.Danger{policy.FullIAM, policy.PassAnyRole, policy.AssumeAnyRole, policy.PermissionsManagement, policy.CredentialsExposure, policy.DataExfiltration} {
		for _, g := range account.Of[account.Grants](pass, account.GrantsProvider).Of(danger) {
			for _, doc := range g.Places {
				beyond[doc.Document] = g
			}
		}
	}
	principals, admins := account.Of[account.Principals](pass, account.PrincipalsProvider), account.Of[account.Administrators](pass, account.AdministratorsProvider)
	for _, c := range account.Of[account.ServiceCredentials](pass, account.ServiceCredentialsProvider).List {
		if !isBedrockKey(c) {
			continue
		}
		for _, p := range principals.Find("user/" + c.User.Value) {
			what, at := "", account.Place{}
			if admin := admins.Find(p.ARN.Value); admin != nil {
				what, at = "is administrator", admin.By.At
			}
			for _, held := range p.Held() {
				if may, ok := beyond[held.Policy]; ok && what == "" && keeps(p, may.Actions) {
					what, at = "may use "+document.ActionList(may.Actions, may.More)+" without a limit", held.At
				}
			}
			if what == "" {
				continue
			}
			rule.Report(pass, rule.Finding{
				At:      c.File.At(c.ID.Span),
				Subject: rule.Subject{Type: "user", ARN: p.ARN.Value, Name: c.User.Value},
				Message: fmt.Sprintf("user %q behind a Bedrock API key %s, so more than models is in the hands of who looks after the key", c.User.Value, what),
				Content: "privileged",
				Related: []rule.Related{{At: at, Message: "the policy that allows it"}},
			})
		}
	}
	return nil, nil
}

// keeps says whether a Deny of another policy and the boundary leave a principal
// one of some actions.
func keeps(p *account.Principal, actions []string) bool {
	for _, action := range actions {
		action = strings.ToLower(action)
		denied := slices.ContainsFunc(p.Held(), func(h account.HeldPolicy) bool { return h.Policy.DeniesAlways(action, "*") })
		if boundary := p.Boundary(); !denied && (boundary == nil || boundary.Policy.MayAllow(action)) {
			return true
		}
	}
	return false
}
