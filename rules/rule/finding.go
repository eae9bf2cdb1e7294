package rule

import (
	"iter"
	"reflect"

	"golang.org/x/tools/go/analysis"
)

// A Subject is the thing in the account that a finding is about.
type Subject struct {
	Type string // account, root, user, group, role, policy, access-key, certificate, analyzer, document, ...
	ARN  string // empty when the exports do not tell
	Name string // as people call it
}

// A Finding is a diagnostic with what go/analysis has no place for.
type Finding struct {
	At      analysis.Range // the exact place
	Subject Subject
	Message string // one sentence without a final period: names the subject, the value and the consequence

	// Content is the canonical content of the offending element, for the
	// fingerprint: what stays the same in a reformatted or fresh export.
	Content string

	// Scope is the element that subsumption compares: rules at the same scope
	// and subject silence one another through Meta.SubsumedBy. Nil means the
	// whole subject.
	Scope analysis.Range

	Related []Related

	// Flow are the steps that lead to the consequence, in order, each at the
	// place that makes it possible; empty for a finding of one place.
	Flow []Related

	// Fixes are changes that mend the finding, each by itself; the first one that
	// may be applied is.
	Fixes []Fix
}

// A Fix is a mechanical change that mends a finding.
type Fix struct {
	Message string // what it does, an imperative sentence without a final period

	// Safe says that the change means what the author meant and grants nothing
	// that the document did not grant before.
	Safe bool

	Edits []Edit
}

// An Edit replaces a place of a file by a text, as it is to stand in the file.
type Edit struct {
	At  analysis.Range
	New string
}

// A Related place explains a finding, or is a step of its flow.
type Related struct {
	At      analysis.Range
	Message string
}

// Findings is the result of every rule. It never moves what it holds: a rule
// may find something at each of ten thousand places.
type Findings struct {
	chunks [][]Finding
	count  int
}

// Most rules find little, so that the first chunk is small.
const firstChunk, largestChunk = 4, 128

func (f *Findings) add(one Finding) {
	last := len(f.chunks) - 1
	if last < 0 || len(f.chunks[last]) == cap(f.chunks[last]) {
		f.chunks = append(f.chunks, make([]Finding, 0, min(firstChunk+f.count, largestChunk)))
		last++
	}
	f.chunks[last] = append(f.chunks[last], one)
	f.count++
}

// Len is how many findings there are.
func (f *Findings) Len() int { return f.count }

// All are the findings in the order in which they were reported.
func (f *Findings) All() iter.Seq[*Finding] {
	return func(yield func(*Finding) bool) {
		for _, chunk := range f.chunks {
			for i := range chunk {
				if !yield(&chunk[i]) {
					return
				}
			}
		}
	}
}

var (
	findingsType = reflect.TypeFor[*Findings]()

	// collector is the key under which a running rule keeps its findings; it never runs.
	collector = &analysis.Analyzer{Name: "collector"}
)

// Report records a finding of the rule that is running.
func Report(pass *analysis.Pass, f Finding) {
	pass.ResultOf[collector].(*Findings).add(f)
	d := analysis.Diagnostic{Pos: f.At.Pos(), End: f.At.End(), Category: pass.Analyzer.Name, Message: f.Message}
	for _, r := range f.Related {
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: r.At.Pos(), End: r.At.End(), Message: r.Message})
	}
	pass.Report(d)
}
