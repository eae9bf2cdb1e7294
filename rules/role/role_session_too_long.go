package role

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SessionTooLong reports where a privileged role allows long sessions.
var SessionTooLong = rule.New(rule.Meta{
	ID:    "role-session-too-long",
	Area:  "role",
	Title: "A privileged role allows long sessions",
	Text: `Temporary credentials cannot be called back: who steals a session has it until it ends. Sessions of an administrator need not be longer than the work.

The rule compares MaxSessionDuration of roles that their own policies make administrator with the configured maximum, 4 hours by default. It is silent about roles that AWS makes and about services' roles, whose sessions the service renews by itself.`,
	Remediation: "Shorten it: aws iam update-role --role-name admin --max-session-duration 3600",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.ListedRolesProvider, account.AdministratorsProvider, rule.Config},
	Run:      sessionTooLong,
})

func sessionTooLong(pass *analysis.Pass) (any, error) {
	hours := rule.SettingsOf(pass).MaxSession
	admins := account.Of[account.Administrators](pass, account.AdministratorsProvider)
	for _, listed := range account.Of[account.ListedRoles](pass, account.ListedRolesProvider).List {
		admin := admins.Find(listed.ARN.Value)
		if admin == nil || admin.Role == nil || listed.MaxSession.Value <= hours*3600 || len(trusted(admin.Role)) > 0 {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      listed.File.At(listed.MaxSession.Span),
			Subject: subject(admin.Role),
			Message: fmt.Sprintf("role %q is administrator and allows sessions of %s, longer than %s, so a stolen one lasts as long", listed.Name.Value, inHours(listed.MaxSession.Value), inHours(hours*3600)),
			Content: "session",
		})
	}
	return nil, nil
}

func inHours(seconds int) string {
	if seconds == 3600 {
		return "1 hour"
	}
	return fmt.Sprintf("%g hours", float64(seconds)/3600)
}
