package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/configuration"
	"github.com/iamlint/iamlint/rules/rule"
)

// suppressions knows which entries of the configuration accepted something.
type suppressions struct {
	entries []lint.Suppression
	state   []entryState

	identities map[string]*account.Identity // of the account that was begun, by ARN; nil until asked for
}

type entryState struct {
	used    bool // accepted a finding
	judged  bool // one of its rules was evaluated for an account that it fits
	expired time.Time
	undated bool // has an end that could not be judged: the account tells no date
}

func newSuppressions(entries []lint.Suppression) *suppressions {
	return &suppressions{entries: entries, state: make([]entryState, len(entries))}
}

// begin notes what of an account the entries can be judged by.
func (s *suppressions) begin(a *account.Account, evaluated []*rule.Rule) {
	s.identities = nil
	for i := range s.entries {
		e, state := &s.entries[i], &s.state[i]
		if !fits(e.Accounts, a.ID) {
			continue
		}
		state.judged = state.judged || slices.ContainsFunc(evaluated, func(r *rule.Rule) bool { return fits(e.Rules, r.ID) })
		switch {
		case e.Until.IsZero():
		case a.Clock == nil:
			state.undated = true
		case ended(e, a):
			state.expired = e.Until
		}
	}
}

// ended says whether the last day of an entry lies before the day that the exports speak of.
func ended(e *lint.Suppression, a *account.Account) bool {
	return !e.Until.IsZero() && a.Clock != nil && !a.Clock.Time.Before(e.Until.AddDate(0, 0, 1))
}

// accept finds the first entry that accepts a finding of an account.
func (s *suppressions) accept(a *account.Account, files map[*lint.Source]*account.File, f *lint.Finding) *lint.Suppressed {
	var found *lint.Suppressed
	var about *about // found once, for the entries that get that far
	for i := range s.entries {
		e := &s.entries[i]
		if !fits(e.Rules, f.Rule.ID) || !fits(e.Accounts, a.ID) || ended(e, a) {
			continue
		}
		if about == nil {
			about = s.aboutFinding(a, files[f.Range.Source], f)
		}
		if !about.fit(e) {
			continue
		}
		s.state[i].used = true
		if found == nil {
			found = &lint.Suppressed{By: lint.BySuppression, Reason: e.Reason, Until: e.Until}
		}
	}
	return found
}

// about is what a finding is about, in the words of suppressions.
type about struct {
	principal [2]string // name and ARN
	policy    [2]string
	sid       string
	resource  [2]string // that the policy belongs to
	named     []string  // resources that the statement names
}

func (s *suppressions) aboutFinding(a *account.Account, file *account.File, f *lint.Finding) *about {
	var is about
	subject := [2]string{f.Subject.Name, f.Subject.ARN}
	switch f.Subject.Type {
	case "user", "group", "role", "root":
		is.principal = subject
		if f.Subject.Type == "root" {
			is.principal[0] = "root"
		}
	case "policy":
		is.policy = subject
	case "resource":
		is.resource = subject
	}
	if file == nil {
		return &is
	}
	offset := uint32(f.Range.Start)
	var doc *account.PolicyDocument
	if a.Documents != nil {
		doc = a.Documents.At(file, offset)
	}
	if doc == nil {
		if attached := s.attachment(a, file, f); attached.Present() {
			is.policy = [2]string{attached.Name.Value, attached.ARN.Value}
		}
		return &is
	}
	is.policy[0] = doc.Name
	if doc.Managed != nil {
		is.policy[1] = doc.Managed.ARN.Value
	}
	if statement := doc.StatementAt(offset); statement != nil {
		is.sid = statement.Sid.Text
		for _, v := range statement.Resource.Values {
			is.named = append(is.named, v.Text)
		}
	}
	return &is
}

// attachment is the policy at whose attachment a finding points.
func (s *suppressions) attachment(a *account.Account, file *account.File, f *lint.Finding) (none account.AttachedPolicy) {
	d := a.AuthorizationDetails
	if d == nil || f.Subject.ARN == "" {
		return none
	}
	if s.identities == nil {
		s.identities = make(map[string]*account.Identity)
		for _, u := range d.Users {
			s.identities[u.ARN.Value] = &u.Identity
		}
		for _, g := range d.Groups {
			s.identities[g.ARN.Value] = &g.Identity
		}
		for _, r := range d.Roles {
			s.identities[r.ARN.Value] = &r.Identity
		}
	}
	holder, offset := s.identities[f.Subject.ARN], uint32(f.Range.Start)
	if holder == nil || holder.File != file {
		return none
	}
	for _, attached := range append([]account.AttachedPolicy{holder.Boundary}, holder.Attached...) {
		if attached.Span.Start <= offset && offset < attached.Span.End {
			return attached
		}
	}
	return none
}

// fit says whether all that an entry says fits. Of the resources that a
// statement names all have to: an accepted one does not excuse another.
func (is *about) fit(e *lint.Suppression) bool {
	if !fits(e.Principals, is.principal[:]...) || !fits(e.Policies, is.policy[:]...) || !fits(e.Sids, is.sid) {
		return false
	}
	if len(e.Resources) == 0 || fits(e.Resources, is.resource[:]...) {
		return true
	}
	return len(is.named) > 0 && !slices.ContainsFunc(is.named, func(arn string) bool { return !fits(e.Resources, arn) })
}

// fits says whether one of the words matches one of the patterns. Without
// patterns everything fits; an empty word fits no pattern.
func fits(patterns []string, words ...string) bool {
	if len(patterns) == 0 {
		return true
	}
	for _, p := range patterns {
		for _, w := range words {
			if w != "" && policy.Match(p, w) {
				return true
			}
		}
	}
	return false
}

// findings are those about the entries themselves, of the rules that run.
func (s *suppressions) findings(o Options) []lint.Finding {
	var found []lint.Finding
	for i := range s.entries {
		e, state := &s.entries[i], s.state[i]
		what := strings.Join(e.Rules, ", ")
		switch {
		case !state.expired.IsZero():
			if slices.Contains(o.Rules, configuration.SuppressionExpired) {
				found = append(found, aboutEntry(configuration.SuppressionExpired, e,
					fmt.Sprintf("the suppression of %s ended on %s, so what it accepted counts again", what, e.Until.Format(time.DateOnly))))
			}
		case !state.used && state.judged && !o.Partial:
			if slices.Contains(o.Rules, configuration.SuppressionUnused) {
				found = append(found, aboutEntry(configuration.SuppressionUnused, e,
					fmt.Sprintf("the suppression of %s accepts nothing, so it only waits to hide a finding that nobody looked at", what)))
			}
		}
	}
	return found
}

// notEvaluated says that the end of an entry could not be judged.
func (s *suppressions) notEvaluated(o Options) []lint.NotEvaluated {
	undated := slices.ContainsFunc(s.state, func(e entryState) bool { return e.undated && e.expired.IsZero() })
	if !undated || !slices.Contains(o.Rules, configuration.SuppressionExpired) {
		return nil
	}
	return []lint.NotEvaluated{{Rule: configuration.SuppressionExpired, Needs: []string{"date of the exports (--as-of)"}}}
}

// account is the configuration as a part of the report.
func (s *suppressions) account() lint.Account {
	return lint.Account{Title: "configuration", Sources: []*lint.Source{s.entries[0].Range.Source}}
}

// evaluated are the rules that could be judged for an account.
func evaluated(rules []*rule.Rule, not []lint.NotEvaluated) []*rule.Rule {
	return slices.DeleteFunc(slices.Clone(rules), func(r *rule.Rule) bool {
		return slices.ContainsFunc(not, func(n lint.NotEvaluated) bool { return n.Rule == r })
	})
}

// files finds the export of each source of a unit.
func files(u *lint.Unit, a *account.Account) map[*lint.Source]*account.File {
	bySource := make(map[*lint.Source]*account.File, len(a.Files))
	for i, f := range a.Files {
		bySource[u.Account.Sources[i]] = f
	}
	return bySource
}

func aboutEntry(r *rule.Rule, e *lint.Suppression, message string) lint.Finding {
	subject := rule.Subject{Type: "configuration", Name: e.Range.Source.Path}
	content := strings.Join([]string{
		strings.Join(e.Rules, ","), strings.Join(e.Accounts, ","), strings.Join(e.Principals, ","),
		strings.Join(e.Policies, ","), strings.Join(e.Sids, ","), strings.Join(e.Resources, ","),
	}, ";")
	return lint.Finding{
		Rule: r, Subject: subject, Message: message, Range: e.Range,
		Fingerprint: lint.Fingerprint(r.ID, "", rule.Subject{Type: "configuration"}, content),
	}
}
