package trust

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// RolesAnywhereProfileUnscoped reports where a Roles Anywhere profile passes on all that its roles may do.
var RolesAnywhereProfileUnscoped = rule.New(rule.Meta{
	ID:    "rolesanywhere-profile-unscoped",
	Area:  "trust",
	Title: "A Roles Anywhere profile passes on all that its roles may do",
	Text: `A profile can limit the sessions that certificates open: a session policy or managed policies cut the role down to what the machine needs. Without either each certificate of the trust anchor has all of the role.

The rule is silent about profiles that are switched off or name no role.`,
	Remediation: "aws rolesanywhere update-profile --profile-id ID --session-policy file://session.json",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:rolesanywhere_profile_restricts_session_permissions"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AnywhereProfilesProvider},
	Run:      rolesAnywhereProfileUnscoped,
})

func rolesAnywhereProfileUnscoped(pass *analysis.Pass) (any, error) {
	for _, p := range account.Of[account.AnywhereProfiles](pass, account.AnywhereProfilesProvider).List {
		if p.SessionPolicy != nil || len(p.ManagedPolicies) > 0 || len(p.Roles) == 0 || p.Enabled.Present() && !p.Enabled.Value {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      p.File.At(p.Name.Span),
			Subject: rule.Subject{Type: "profile", ARN: p.ARN.Value, Name: p.Name.Value},
			Message: fmt.Sprintf("Roles Anywhere profile %q sets no session policy, so each certificate has all that its roles may do", p.Name.Value),
			Content: "session policy",
		})
	}
	return nil, nil
}
