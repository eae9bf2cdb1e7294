package lint

import (
	"cmp"
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/internal/sidebyside"
	"github.com/iamlint/iamlint/rules/rule"
)

// A Unit is one account to lint.
type Unit struct {
	Account Account
	FileSet *token.FileSet // holds each source as one token.File
	// Sources finds the source of a token.File; a source's offsets are those of the file.
	Sources map[*token.File]*Source
	// Seeds are the results of analyzers that do not run: the account's exports, the settings.
	Seeds map[*analysis.Analyzer]any
	// Wanted are providers whose results are asked for besides.
	Wanted []*analysis.Analyzer
}

// An Outcome is what the rules say about one unit. Findings are in no
// particular order yet.
type Outcome struct {
	Findings     []Finding
	Subsumed     []Finding
	NotEvaluated []NotEvaluated
	Failures     []Failure
	// Results are those of the wanted providers that had their inputs.
	Results map[*analysis.Analyzer]any
}

// A Failure is a rule that could not finish: a bug of ours.
type Failure struct {
	Rule *rule.Rule
	Err  error
}

// Validate checks the rules as a set: names are unique, no facts, no cycles.
func Validate(rules []*rule.Rule) error {
	seen := make(map[string]bool)
	analyzers := make([]*analysis.Analyzer, 0, len(rules))
	for _, r := range rules {
		if seen[r.Name] {
			return fmt.Errorf("two rules have the id %s", r.ID)
		}
		seen[r.Name] = true
		if len(r.FactTypes) > 0 {
			return fmt.Errorf("rule %s has facts, which accounts do not need", r.ID)
		}
		analyzers = append(analyzers, r.Analyzer)
	}
	return analysis.Validate(analyzers)
}

// Run runs rules over one unit, each provider once. A rule whose inputs are
// missing is reported as not evaluated; one that fails or panics does not keep
// the others from reporting.
func Run(unit *Unit, rules []*rule.Rule) Outcome {
	d := driver{unit: unit, pkg: types.NewPackage(unit.Account.ID, "account"), done: make(map[*analysis.Analyzer]*action)}
	d.execAll(rules)
	var out Outcome
	var details []detail
	for _, r := range rules {
		act := d.exec(r.Analyzer)
		var missing missingInputs
		switch {
		case errors.As(act.err, &missing):
			out.NotEvaluated = append(out.NotEvaluated, NotEvaluated{Rule: r, Account: unit.Account.ID, Needs: missing.needs()})
		case act.err != nil:
			out.Failures = append(out.Failures, Failure{r, act.err})
		default:
			found := act.result.(*rule.Findings)
			details = slices.Grow(details, found.Len())
			for f := range found.All() {
				details = append(details, detail{r, f})
			}
		}
	}
	for _, a := range unit.Wanted {
		if act := d.exec(a); act.err == nil {
			if out.Results == nil {
				out.Results = make(map[*analysis.Analyzer]any)
			}
			out.Results[a] = act.result
		}
	}
	out.Findings = make([]Finding, len(details))
	sidebyside.Do(len(details), 256, func(i int) { out.Findings[i] = d.finding(details[i]) })
	out.Findings, out.Subsumed = subsume(out.Findings)
	return out
}

// A detail is what a rule kept of a finding.
type detail struct {
	rule *rule.Rule
	*rule.Finding
}

type driver struct {
	unit *Unit
	pkg  *types.Package

	mutex sync.Mutex
	done  map[*analysis.Analyzer]*action
}

// execAll runs the analyzers of rules, side by side where there are cores.
func (d *driver) execAll(rules []*rule.Rule) {
	sidebyside.Do(len(rules), 1, func(i int) { d.exec(rules[i].Analyzer) })
}

// An action is an analyzer that runs once, whoever asks first.
type action struct {
	once     sync.Once
	result   any
	reported int // diagnostics; what they say is in the details that a rule keeps
	err      error
}

// missingInputs are the exports that an analyzer or its requirements lack.
type missingInputs []*rule.NoInputError

func (m missingInputs) Error() string { return fmt.Sprintf("%d exports are missing", len(m)) }

func (m missingInputs) needs() []string {
	var needs []string
	for _, e := range m {
		if text := e.Alternatives(); !slices.Contains(needs, text) {
			needs = append(needs, text)
		}
	}
	slices.Sort(needs)
	return needs
}

func (d *driver) exec(a *analysis.Analyzer) *action {
	d.mutex.Lock()
	act := d.done[a]
	if act == nil {
		act = new(action)
		d.done[a] = act
	}
	d.mutex.Unlock()
	act.once.Do(func() { d.execOnce(a, act) })
	return act
}

func (d *driver) execOnce(a *analysis.Analyzer, act *action) {
	if seed, ok := d.unit.Seeds[a]; ok {
		act.result = seed
		return
	}
	// One more than Requires: a rule keeps its findings here while it runs.
	inputs := make(map[*analysis.Analyzer]any, len(a.Requires)+1)
	var missing missingInputs
	for _, required := range a.Requires {
		need := d.exec(required)
		var inherited missingInputs
		switch {
		case errors.As(need.err, &inherited):
			missing = append(missing, inherited...)
		case need.err != nil:
			act.err = fmt.Errorf("failed prerequisite %s: %w", required.Name, need.err)
			return
		default:
			inputs[required] = need.result
		}
	}
	if len(missing) > 0 {
		act.err = missing
		return
	}
	d.run(a, act, inputs)
}

func (d *driver) run(a *analysis.Analyzer, act *action, inputs map[*analysis.Analyzer]any) {
	defer func() {
		if p := recover(); p != nil {
			act.err = fmt.Errorf("panic: %v", p)
		}
	}()
	pass := &analysis.Pass{
		Analyzer: a,
		Fset:     d.unit.FileSet,
		Pkg:      d.pkg,
		ResultOf: inputs,
		Report:   func(analysis.Diagnostic) { act.reported++ },
	}
	act.result, act.err = a.Run(pass)
	var missing *rule.NoInputError
	if errors.As(act.err, &missing) {
		act.err = missingInputs{missing}
		return
	}
	if found, ok := act.result.(*rule.Findings); ok && act.err == nil && found.Len() != act.reported {
		act.err = fmt.Errorf("%d diagnostics and %d findings: a rule reports with rule.Report alone", act.reported, found.Len())
	}
	if act.err == nil && a.ResultType != nil && reflect.TypeOf(act.result) != a.ResultType {
		act.err = fmt.Errorf("result is a %T, declared is a %v", act.result, a.ResultType)
	}
}

// finding is what a rule kept, as plain data.
func (d *driver) finding(of detail) Finding {
	f := of.Finding
	finding := Finding{
		Rule:        of.rule,
		Account:     d.unit.Account.ID,
		Subject:     f.Subject,
		Message:     f.Message,
		Range:       d.place(f.At.Pos(), f.At.End()),
		Fingerprint: Fingerprint(of.rule.ID, d.unit.Account.ID, f.Subject, f.Content),
		scope:       d.scope(f.Scope),
	}
	for _, fix := range f.Fixes {
		finding.Fixes = append(finding.Fixes, d.fix(fix))
	}
	finding.Related, finding.Flow = d.related(f.Related), d.related(f.Flow)
	return finding
}

func (d *driver) related(places []rule.Related) []Related {
	if len(places) == 0 {
		return nil
	}
	related := make([]Related, len(places))
	for i, p := range places {
		related[i] = Related{Range: d.place(p.At.Pos(), p.At.End()), Message: p.Message}
	}
	return related
}

func (d *driver) fix(f rule.Fix) Fix {
	fix := Fix{Message: f.Message, Safe: f.Safe, Edits: make([]Edit, len(f.Edits))}
	for i, e := range f.Edits {
		fix.Edits[i] = Edit{d.place(e.At.Pos(), e.At.End()), e.New}
	}
	return fix
}

func (d *driver) place(pos, end token.Pos) Range {
	file := d.unit.FileSet.File(pos)
	start := int(pos) - file.Base()
	return Range{Source: d.unit.Sources[file], Start: start, End: max(start, int(end)-file.Base())}
}

func (d *driver) scope(at analysis.Range) Range {
	if at == nil {
		return Range{}
	}
	return d.place(at.Pos(), at.End())
}

// Sort puts findings into the order of reports: by path, place, rule and message.
func Sort(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Range.Source.Path, b.Range.Source.Path),
			cmp.Compare(a.Range.Start, b.Range.Start),
			cmp.Compare(a.Rule.ID, b.Rule.ID),
			cmp.Compare(a.Message, b.Message),
			cmp.Compare(a.Fingerprint, b.Fingerprint),
		)
	})
}
