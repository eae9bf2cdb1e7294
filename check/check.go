// Package check lints loaded accounts: it joins the model of an account with
// the driver of rules, runs accounts side by side, and puts everything into
// one order.
package check

import (
	"cmp"
	"go/token"
	"maps"
	"runtime"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// Options are what to run and what to show.
type Options struct {
	Version     string
	Rules       []*rule.Rule
	Settings    *rule.Settings
	Catalog     *catalog.Catalog // nil for the one that is part of the program
	MinSeverity rule.Severity
	// Suppressions are the findings that the configuration accepts.
	Suppressions []lint.Suppression
	// Inventory says that the report shows who there is in the accounts.
	Inventory bool
	// Paths says that the report shows who can become whom.
	Paths bool
	// Baseline holds the fingerprints of findings that are known; nil for none.
	Baseline map[string]bool
	// Partial says that the run sees only some files of what the configuration
	// speaks of, so that unused suppressions say nothing.
	Partial bool
	// Progress is told how many of the accounts were linted, also side by side; nil for nobody.
	Progress func(done, all int)
	// Shown says whether a rule's findings are for the persona that asked; nil shows all.
	Shown func(*rule.Rule) bool
	// Severities are those that rules have instead of their own, by id.
	Severities map[string]rule.Severity
	// Accounts are the options of accounts that have some of their own, by id. Of
	// them only Rules, Settings, Shown and Severities count.
	Accounts map[string]Options
}

// of are the options for an account.
func (o *Options) of(id string) Options {
	own, ok := o.Accounts[id]
	if !ok {
		return *o
	}
	whole := *o
	whole.Rules, whole.Settings, whole.Shown, whole.Severities = own.Rules, own.Settings, own.Shown, own.Severities
	return whole
}

// shows says whether a finding is for who asked.
func (o *Options) shows(f *lint.Finding) bool {
	return f.Severity() >= o.MinSeverity && (o.Shown == nil || o.Shown(f.Rule))
}

// leaveOut takes the rules out whose findings nobody asked for and that no
// other rule has to do with. Suppressions speak of all rules, so with some of
// them all run.
func (o *Options) leaveOut() (left int) {
	if o.Shown == nil || len(o.Suppressions) > 0 {
		return 0
	}
	needed := make(map[string]bool)
	for _, r := range o.Rules {
		if o.Shown(r) {
			needed[r.ID] = true
			for _, id := range r.SubsumedBy {
				needed[id] = true
			}
		}
	}
	kept := make([]*rule.Rule, 0, len(o.Rules))
	for _, r := range o.Rules {
		if needed[r.ID] {
			kept = append(kept, r)
		}
	}
	left = len(o.Rules) - len(kept)
	o.Rules = kept
	return left
}

// catalogue is what is known about AWS services.
func (o *Options) catalogue() *catalog.Catalog {
	if o.Catalog == nil {
		return catalog.Default()
	}
	return o.Catalog
}

// allRules are the rules that run for some account.
func (o *Options) allRules() []*rule.Rule {
	all := slices.Clone(o.Rules)
	for _, id := range slices.Sorted(maps.Keys(o.Accounts)) {
		for _, r := range o.Accounts[id].Rules {
			if !slices.Contains(all, r) {
				all = append(all, r)
			}
		}
	}
	return all
}

// Run lints every account of a set.
func Run(set *account.Set, o Options) *lint.Report {
	leftOut := o.leaveOut()
	if len(o.Accounts) > 0 {
		accounts := maps.Clone(o.Accounts)
		for id, own := range accounts {
			own.Suppressions = o.Suppressions
			leftOut = max(leftOut, own.leaveOut())
			own.Suppressions = nil
			accounts[id] = own
		}
		o.Accounts = accounts
	}
	outcomes := make([]lint.Outcome, len(set.Accounts))
	units := make([]*lint.Unit, len(set.Accounts))
	sources := newSources(set.Accounts)
	var group errgroup.Group
	var done atomic.Int64
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, a := range set.Accounts {
		group.Go(func() error {
			own := o.of(a.ID)
			units[i] = newUnit(a, own, sources)
			if o.Paths {
				units[i].Wanted = []*analysis.Analyzer{graph.Provider}
			}
			outcomes[i] = lint.Run(units[i], own.Rules)
			if o.Inventory {
				units[i].Account.Inventory = newInventory(a, o.catalogue())
			}
			if o.Progress != nil {
				o.Progress(int(done.Add(1)), len(set.Accounts))
			}
			return nil
		})
	}
	_ = group.Wait() // no function of the group fails
	if len(set.Accounts) == 0 {
		leftOut = 0 // no rule ran, for whomever
	}

	report := &lint.Report{Version: o.Version, Basis: basis(o.catalogue()), Rules: o.allRules(), Skipped: len(set.Skipped), LeftOut: leftOut, Paths: newPaths(outcomes, sources)}
	accepted := newSuppressions(o.Suppressions)
	var found []lint.Finding
	for i, outcome := range outcomes {
		own := o.of(set.Accounts[i].ID)
		accepted.begin(set.Accounts[i], evaluated(own.Rules, outcome.NotEvaluated))
		files := files(units[i], set.Accounts[i])
		report.Accounts = append(report.Accounts, units[i].Account)
		report.NotEvaluated = append(report.NotEvaluated, outcome.NotEvaluated...)
		for _, failure := range outcome.Failures {
			report.Errors = append(report.Errors, lint.InputError{
				Path: firstPath(units[i]), Line: 1, Column: 1,
				Message: "internal error: rule " + failure.Rule.ID + " failed: " + failure.Err.Error(),
			})
		}
		admitted := outcome.Findings[:0]
		for k := range outcome.Findings {
			f := &outcome.Findings[k]
			f.Suppressed = accepted.accept(set.Accounts[i], files, f)
			if own.admit(f) {
				admitted = append(admitted, *f)
			} else {
				report.Hidden++
			}
		}
		if found == nil {
			found = admitted // most often there is one account
		} else {
			found = append(found, admitted...)
		}
		report.Subsumed = append(report.Subsumed, outcome.Subsumed...)
	}
	if len(o.Suppressions) > 0 {
		report.NotEvaluated = append(report.NotEvaluated, accepted.notEvaluated(o)...)
		report.Accounts = append(report.Accounts, accepted.account())
		for _, f := range accepted.findings(o) {
			if o.admit(&f) {
				found = append(found, f)
			} else {
				report.Hidden++
			}
		}
	}
	lint.Sort(found)
	lint.Distinguish(found)
	o.sort(found, report)
	for _, e := range set.Errors {
		report.Errors = append(report.Errors, lint.InputError(*e))
	}
	lint.Sort(report.Subsumed)
	slices.SortStableFunc(report.Errors, func(a, b lint.InputError) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	return report
}

// admit gives a finding the severity that the account wants, and says whether
// anybody asked for it.
func (o *Options) admit(f *lint.Finding) bool {
	if severity, ok := o.Severities[f.Rule.ID]; ok {
		f.Override = &severity
	}
	return o.shows(f)
}

// sort puts each finding among those that count or those that are accepted.
func (o *Options) sort(found []lint.Finding, report *lint.Report) {
	counted := found[:0]
	for i := range found {
		f := &found[i]
		if f.Suppressed == nil && o.Baseline[f.Fingerprint] {
			f.Suppressed = &lint.Suppressed{By: lint.ByBaseline, Reason: "known to the baseline"}
		}
		if f.Suppressed != nil {
			report.Suppressed = append(report.Suppressed, *f)
		} else {
			counted = append(counted, *f)
		}
	}
	report.Findings = slices.Clip(counted)
}

func firstPath(u *lint.Unit) string {
	if len(u.Account.Sources) == 0 {
		return ""
	}
	return u.Account.Sources[0].Path
}

// newUnit prepares an account for the driver.
func newUnit(a *account.Account, o Options, sources map[*account.File]*lint.Source) *lint.Unit {
	unit := &lint.Unit{
		Account: lint.Account{ID: a.ID, Alias: a.Alias},
		FileSet: a.FileSet,
		Sources: make(map[*token.File]*lint.Source, len(a.Files)),
		Seeds:   map[*analysis.Analyzer]any{account.Exports: a, rule.Config: o.Settings, account.Catalog: o.catalogue()},
	}
	if a.Clock != nil {
		unit.Account.AsOf, unit.Account.AsOfSource = a.Clock.Time, a.Clock.Source
	}
	for _, f := range a.Files {
		source := sources[f]
		unit.Account.Sources = append(unit.Account.Sources, source)
		unit.Sources[a.FileSet.File(f.Start().Pos())] = source
	}
	for _, f := range a.Borrowed() {
		unit.Sources[a.FileSet.File(f.Start().Pos())] = sources[f]
	}
	return unit
}

// newSources makes one source of each file, also of those that several accounts
// stand on.
func newSources(accounts []*account.Account) map[*account.File]*lint.Source {
	sources := make(map[*account.File]*lint.Source)
	for _, a := range accounts {
		for _, files := range [][]*account.File{a.Files, a.Borrowed()} {
			for _, f := range files {
				if sources[f] == nil {
					sources[f] = &lint.Source{Path: f.Path, Kind: f.Kind.String(), Text: f.Text, SHA256: f.SHA256, Bytes: f.Size, Time: f.Time, Pointer: f.Pointers}
				}
			}
		}
	}
	return sources
}
