// Package rule defines what a rule is: metadata for people and a
// go/analysis Analyzer for the driver.
//
// A rule asks for the providers it needs in Requires, ranges over their typed
// results and calls Report. It reads nothing else: no files, no clock, no
// environment.
package rule

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Severity says how bad it is when the finding is true.
type Severity uint8

// The severities, in ascending order.
const (
	Info Severity = iota
	Low
	Medium
	High
	Critical
)

var severityNames = [...]string{"info", "low", "medium", "high", "critical"}

func (s Severity) String() string { return severityNames[s] }

// Severities lists all severities in ascending order.
func Severities() []Severity { return []Severity{Info, Low, Medium, High, Critical} }

// ParseSeverity is the inverse of String.
func ParseSeverity(name string) (Severity, error) {
	for i, n := range severityNames {
		if n == name {
			return Severity(i), nil
		}
	}
	return 0, fmt.Errorf("unknown severity %q (want one of %s)", name, strings.Join(severityNames[:], ", "))
}

// Confidence says how sure the rule can be from what the exports show.
type Confidence uint8

// The confidences, in ascending order.
const (
	LowConfidence    Confidence = iota // a guess, for example from a name
	MediumConfidence                   // depends on something the exports cannot show
	HighConfidence                     // the exports prove it
)

func (c Confidence) String() string { return [...]string{"low", "medium", "high"}[c] }

// Persona says who wants to hear of a finding.
type Persona uint8

// The personas.
const (
	Regular Persona = iota // everybody
	Auditor                // only who asks for everything, with --persona=auditor
)

func (p Persona) String() string { return [...]string{"regular", "auditor"}[p] }

// Meta is what people read about a rule. Documentation, SARIF rule entries and
// "iamlint explain" are computed from it.
type Meta struct {
	ID          string // kebab-case; never renamed
	Area        string // the package below rules/: root, mfa, user, ...
	Title       string // one sentence without a final period
	Text        string // why it matters, and when the rule stays silent; paragraphs apart by a blank line
	Remediation string // what to do, with a command where one exists; plain text
	Severity    Severity
	Confidence  Confidence
	Persona     Persona
	References  []string // versioned, as cis-6.0:2.4 or fsbp:IAM.9
	SubsumedBy  []string // ids of graver rules that silence this one at the same place and subject
	Since       string   // the release that brought the rule
}

// A Rule is an analyzer with its metadata.
type Rule struct {
	Meta
	*analysis.Analyzer
}

// DocURL is where the page of the rule with this id is published.
func DocURL(id string) string {
	return "https://github.com/iamlint/iamlint/blob/main/docs/rules/" + id + ".md"
}

// New makes a rule. The analyzer brings Requires and a Run that calls Report;
// its name, documentation and result are filled in here.
func New(meta Meta, a *analysis.Analyzer) *Rule {
	a.Name = strings.ReplaceAll(meta.ID, "-", "_")
	a.Doc = meta.Title + "\n\n" + meta.Text
	a.URL = DocURL(meta.ID)
	a.ResultType = findingsType
	run := a.Run
	a.Run = func(pass *analysis.Pass) (any, error) {
		found := new(Findings)
		pass.ResultOf[collector] = found
		if _, err := run(pass); err != nil {
			return nil, err
		}
		return found, nil
	}
	return &Rule{Meta: meta, Analyzer: a}
}
