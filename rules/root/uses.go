package root

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// A use is a moment at which the root user acted, and the place that tells.
type use struct {
	at   account.Place
	time time.Time
	what string // a credential or the name of an event
}

func (u use) day() string { return u.time.UTC().Format(time.DateOnly) }

// usesProvider has the []use of the root user, oldest first, from CloudTrail
// events and from the dates of last use in several credential reports.
var usesProvider = &analysis.Analyzer{
	Name:       "root_uses",
	Doc:        "root_uses provides the moments at which the root user acted",
	Requires:   []*analysis.Analyzer{account.Exports},
	ResultType: reflect.TypeFor[[]use](),
	Run: func(pass *analysis.Pass) (any, error) {
		a := account.Of[account.Account](pass, account.Exports)
		if a.Trail == nil && (a.CredentialReport == nil || len(a.CredentialReport.Earlier) == 0) {
			return nil, rule.NoInput("CloudTrail events", "several credential reports")
		}
		uses := eventUses(a.Trail)
		if report := a.CredentialReport; report != nil {
			for _, r := range append(slices.Clone(report.Earlier), report) {
				uses = append(uses, lastUses(r.Root)...)
			}
		}
		slices.SortStableFunc(uses, func(a, b use) int { return a.time.Compare(b.time) })
		return uses, nil
	},
}

// eventUses are the root user's events. A sign-in that failed may be anybody's guess.
func eventUses(trail *account.Trail) []use {
	if trail == nil {
		return nil
	}
	var uses []use
	for _, e := range trail.Events {
		if !e.Root || e.ByService || e.Failed && e.Service == signIn {
			continue
		}
		uses = append(uses, use{e.File.At(e.Name.Span), e.Time, e.Name.Value})
	}
	return uses
}

// lastUses are the dates of last use in a row of the credential report, oldest first.
func lastUses(row *account.Credentials) []use {
	if row == nil {
		return nil
	}
	var uses []use
	add := func(cell account.Cell[time.Time], what string) {
		if cell.Known {
			uses = append(uses, use{row.At(cell.Span), cell.Value, what})
		}
	}
	add(row.PasswordLastUsed, "console password")
	for _, key := range row.Keys {
		add(key.LastUsed, fmt.Sprintf("access key %d", key.Number))
	}
	slices.SortStableFunc(uses, func(a, b use) int { return a.time.Compare(b.time) })
	return uses
}
