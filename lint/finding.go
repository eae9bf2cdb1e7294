// Package lint drives rules over accounts and turns what they report into
// plain findings. It knows neither the kinds of input nor the formats of
// output.
package lint

import (
	"time"

	"github.com/iamlint/iamlint/rules/rule"
)

// A Source is a text that findings point into: an export, decompressed.
type Source struct {
	Path   string // as the user named it, with '/' between folders
	Kind   string // kind of export, for example "authorization-details"
	Text   []byte
	SHA256 string // of the file as stored, in hex
	Bytes  int64  // size of the file as stored

	Time time.Time // when the export was made; zero when nothing tells

	// Pointer gives the JSON pointers of the values at the given ascending
	// offsets, "" where the text is not JSON. Nil for texts without pointers.
	Pointer func(offsets []int) []string
}

// A Range is a place in a source, in bytes of its text.
type Range struct {
	Source     *Source
	Start, End int
}

// A Related place explains a finding, or is a step of its flow.
type Related struct {
	Range
	Message string
}

// A Finding is what a rule found, as plain data.
type Finding struct {
	Rule        *rule.Rule
	Account     string // 12-digit id, "" when unknown
	Subject     rule.Subject
	Message     string
	Range       Range
	Related     []Related
	Flow        []Related   // ordered steps; empty for a finding of one place
	Fixes       []Fix       // each mends the finding by itself
	Fingerprint string      // 32 hex digits; survives reformatting and a fresh export
	Suppressed  *Suppressed // nil for a finding that counts

	// Override is the severity that the configuration gives the rule in this
	// account, nil when the rule's own counts.
	Override *rule.Severity

	scope Range // what subsumption compares; without a source the whole subject
}

// Severity is how bad the finding is in its account.
func (f *Finding) Severity() rule.Severity {
	if f.Override != nil {
		return *f.Override
	}
	return f.Rule.Severity
}

// A Fix is a change that mends a finding.
type Fix struct {
	Message string // an imperative sentence without a final period
	Safe    bool   // it means what the author meant and grants nothing new
	Edits   []Edit
}

// An Edit replaces a place of a source by a text.
type Edit struct {
	Range Range
	New   string
}

// NotEvaluated says that a rule could not be judged for an account.
type NotEvaluated struct {
	Rule    *rule.Rule
	Account string
	Needs   []string // each entry is needed; an entry may name alternatives
}

// An InputError is an input that could not be read, or a rule that failed on it.
type InputError struct {
	Path         string
	Line, Column int // 1-based, code points; 1:1 when the whole file is meant
	Message      string
}

// An Account is what was linted together.
type Account struct {
	ID      string // "" when the exports do not tell
	Alias   string
	Title   string // instead of an id, for what belongs to no account: "configuration"
	Sources []*Source

	AsOf       time.Time // the day the exports speak of; zero when nothing tells
	AsOfSource string    // where AsOf comes from: "--as-of", "manifest" or "GeneratedTime of <path>"

	Inventory *Inventory // nil when nobody asked for it, or the exports do not tell
	Standings []Standing // nil when nobody asked for them
}

// A Report is the outcome of a run over any number of accounts, in its final order.
type Report struct {
	Version      string // of iamlint
	Basis        []Basis
	Rules        []*rule.Rule
	Accounts     []Account
	Findings     []Finding
	Suppressed   []Finding // accepted by the configuration or a baseline
	Subsumed     []Finding // silenced by a graver finding at the same place
	NotEvaluated []NotEvaluated
	Errors       []InputError
	Skipped      int // files in walked folders that are not exports
	Hidden       int // findings below the asked severity or for another persona
	LeftOut      int // rules for another persona that did not run

	Paths *Paths // nil when nobody asked for them, or the exports do not tell
}
