// Package redact takes out of a report whose account it is about: account ids,
// names, ARNs, addresses and free texts become made-up ones, the same for the
// same everywhere, so that the report can be shared.
//
// Nothing stays because it looks harmless: a text from an export stays only
// where it is AWS's own (services, actions, condition keys, managed policies,
// regions) or says nothing about anybody (numbers, dates, true and false).
package redact

import (
	"slices"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/lint"
)

// A Redactor makes up names, and remembers them. The same texts in the same
// order give the same names.
type Redactor struct {
	facts    *catalog.Catalog
	policies map[string]bool   // names of AWS's own
	keys     map[string]member // of objects
	madeUp   map[name]string
	first    map[string]string // made up for a text when it was first seen, whatever it named
	numbers  map[string]int    // of names made up of each kind
	spots    map[name][]spot   // that were found in texts
	rules    map[string]bool   // ids of rules, which stay
	sources  map[*lint.Source]*rebased
}

// A name is a text from an export, and what it names.
type name struct{ kind, text string }

// A spot is a piece of a text, and what stands there instead.
type spot struct {
	start, end int
	text       string
}

// New makes a redactor that knows what is AWS's own from the catalogue.
func New(facts *catalog.Catalog) *Redactor {
	return &Redactor{
		facts: facts, policies: awsPolicies(facts), keys: make(map[string]member), madeUp: make(map[name]string), first: make(map[string]string), numbers: make(map[string]int),
		spots: make(map[name][]spot), rules: make(map[string]bool), sources: make(map[*lint.Source]*rebased),
	}
}

// Report is a report in which nothing tells whose account it is about. It reads
// as if it were made from redacted exports: places are those in the redacted
// texts. Hashes of files are left out, since they confirm a guess, and the
// fingerprints are made of what the redacted report says, so that they lead
// nowhere.
func (r *Redactor) Report(from *lint.Report) *lint.Report {
	for _, one := range from.Rules {
		r.rules[one.ID] = true
	}
	to := *from
	to.Accounts = make([]lint.Account, len(from.Accounts))
	for i := range from.Accounts { // before the findings, which point into the texts of the accounts
		to.Accounts[i] = r.account(&from.Accounts[i])
	}
	to.Findings, to.Suppressed, to.Subsumed = r.findings(from.Findings), r.findings(from.Suppressed), r.findings(from.Subsumed)
	refinger(to.Findings, to.Suppressed, to.Subsumed)
	to.Paths = r.paths(from.Paths)
	to.Basis = make([]lint.Basis, len(from.Basis))
	for i, b := range from.Basis {
		if b.SHA256 != "" { // a file of the user, not a fact about AWS
			b.Name, b.SHA256 = r.Path(b.Name), ""
		}
		to.Basis[i] = b
	}
	to.NotEvaluated = make([]lint.NotEvaluated, len(from.NotEvaluated))
	for i, n := range from.NotEvaluated {
		n.Account, n.Needs = r.Account(n.Account), each(n.Needs, r.Message)
		to.NotEvaluated[i] = n
	}
	to.Errors = make([]lint.InputError, len(from.Errors))
	for i, e := range from.Errors {
		e.Path, e.Message = r.Path(e.Path), r.Message(e.Message)
		to.Errors[i] = e
	}
	return &to
}

func (r *Redactor) account(a *lint.Account) lint.Account {
	redacted := lint.Account{ID: r.Account(a.ID), Title: a.Title, AsOf: a.AsOf, AsOfSource: r.timeSource(a.AsOfSource), Sources: make([]*lint.Source, len(a.Sources))}
	if a.Alias != "" {
		redacted.Alias = r.name("alias", a.Alias)
	}
	for i, s := range a.Sources {
		redacted.Sources[i] = r.source(s).Source
	}
	if a.Inventory != nil {
		redacted.Inventory = r.inventory(a.Inventory)
	}
	for _, s := range a.Standings {
		s.Controls = slices.Clone(s.Controls)
		for i := range s.Controls {
			s.Controls[i].Needs = each(s.Controls[i].Needs, r.Message)
		}
		redacted.Standings = append(redacted.Standings, s)
	}
	return redacted
}

func (r *Redactor) findings(from []lint.Finding) []lint.Finding {
	to := make([]lint.Finding, len(from))
	for i := range from {
		to[i] = r.Finding(&from[i])
	}
	lint.Sort(to)
	return to
}

// Finding is a finding in which nothing tells whose account it is about. Its
// fingerprint is empty.
func (r *Redactor) Finding(from *lint.Finding) lint.Finding {
	to := *from
	to.Account = r.Account(from.Account)
	to.Subject.Name = r.value(from.Subject.Type, from.Subject.Name)
	to.Subject.ARN = r.value(from.Subject.Type, from.Subject.ARN)
	to.Message, to.Fingerprint = r.Message(from.Message), ""
	to.Range = r.place(from.Range)
	to.Related, to.Flow = r.related(from.Related), r.related(from.Flow)
	if from.Fixes != nil {
		to.Fixes = make([]lint.Fix, len(from.Fixes))
	}
	for i, f := range from.Fixes {
		to.Fixes[i] = lint.Fix{Message: r.Message(f.Message), Safe: f.Safe, Edits: make([]lint.Edit, len(f.Edits))}
		for k, e := range f.Edits {
			to.Fixes[i].Edits[k] = lint.Edit{Range: r.place(e.Range), New: r.fragment(e.New)}
		}
	}
	if s := from.Suppressed; s != nil && s.By == lint.BySuppression {
		to.Suppressed = &lint.Suppressed{By: s.By, Reason: "redacted", Until: s.Until}
	}
	return to
}

func (r *Redactor) related(from []lint.Related) []lint.Related {
	if from == nil {
		return nil
	}
	to := make([]lint.Related, len(from))
	for i, one := range from {
		to[i] = lint.Related{Range: r.place(one.Range), Message: r.Message(one.Message)}
	}
	return to
}

func (r *Redactor) place(at lint.Range) lint.Range {
	if at.Source == nil {
		return at
	}
	return r.source(at.Source).place(at)
}

// refinger numbers findings by what they say now.
func refinger(lists ...[]lint.Finding) {
	var all []lint.Finding
	for _, list := range lists {
		for i := range list {
			f := &list[i]
			f.Fingerprint = lint.Fingerprint("redacted "+f.Rule.ID, f.Account, f.Subject, f.Message)
		}
		all = append(all, list...)
	}
	lint.Distinguish(all)
	for _, list := range lists {
		for i := range list {
			list[i].Fingerprint = all[i].Fingerprint
		}
		all = all[len(list):]
	}
}

func each(list []string, do func(string) string) []string {
	if list == nil {
		return nil
	}
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = do(text)
	}
	return out
}
