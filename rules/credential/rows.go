package credential

import (
	"fmt"
	"time"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// subject is the user of a row of the credential report. Findings about a
// user's credentials are about the user.
func subject(row *account.Credentials) rule.Subject {
	return rule.Subject{Type: "user", ARN: row.ARN.Value, Name: row.User.Value}
}

// keyFinding begins a finding about an access key. Its scope is the same for
// every rule, so that one can silence another for this key alone.
func keyFinding(row *account.Credentials, key account.KeyCredential, at account.Span, message string) rule.Finding {
	return rule.Finding{
		At:      row.At(at),
		Subject: subject(row),
		Message: fmt.Sprintf("access key %d of user %q %s", key.Number, row.User.Value, message),
		Content: fmt.Sprintf("access_key_%d", key.Number),
		Scope:   row.At(key.Active.Span),
	}
}

// neverUsed says whether the report says so of a credential; an empty cell says nothing.
func neverUsed(lastUsed account.Cell[time.Time]) bool {
	return lastUsed.Raw == "N/A" || lastUsed.Raw == "no_information"
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}
