package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// schemaVersion grows when a reader of the JSON output has to change.
const schemaVersion = 1

// The shapes of the JSON output; schema/iamlint-report-1.schema.json describes them.
type (
	jsonTool struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	jsonAccount struct {
		ID         string     `json:"id"`
		Alias      string     `json:"alias"`
		AsOf       *string    `json:"asOf"`
		AsOfSource string     `json:"asOfSource"`
		Files      []jsonFile `json:"files"`
	}
	jsonFile struct {
		Path   string `json:"path"`
		Kind   string `json:"kind"`
		SHA256 string `json:"sha256"`
		Bytes  int64  `json:"bytes"`
	}
	jsonFinding struct {
		RuleID      string        `json:"ruleId"`
		Severity    string        `json:"severity"`
		Confidence  string        `json:"confidence"`
		Message     string        `json:"message"`
		Subject     jsonSubject   `json:"subject"`
		Location    jsonLocation  `json:"location"`
		Related     []jsonRelated `json:"related"`
		Flow        []jsonRelated `json:"flow"`
		Fixes       []jsonFix     `json:"fixes"`
		References  []string      `json:"references"`
		Fingerprint string        `json:"fingerprint"`

		Suppressed *jsonSuppressed `json:"suppressed,omitempty"`
	}
	jsonSuppressed struct {
		By     string  `json:"by"`
		Reason string  `json:"reason"`
		Until  *string `json:"until"`
	}
	jsonFix struct {
		Message string     `json:"message"`
		Safe    bool       `json:"safe"`
		Edits   []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		Location jsonLocation `json:"location"`
		New      string       `json:"new"`
	}
	jsonSubject struct {
		Type    string `json:"type"`
		ARN     string `json:"arn"`
		Name    string `json:"name"`
		Account string `json:"account"`
	}
	jsonLocation struct {
		Path        string `json:"path"`
		StartLine   int    `json:"startLine"`
		StartColumn int    `json:"startColumn"`
		EndLine     int    `json:"endLine"`
		EndColumn   int    `json:"endColumn"`
		Pointer     string `json:"pointer"`
	}
	jsonRelated struct {
		Message  string       `json:"message"`
		Location jsonLocation `json:"location"`
	}
	jsonNotEvaluated struct {
		RuleID   string   `json:"ruleId"`
		Needs    []string `json:"needs"`
		Account  string   `json:"account"`
		Commands []string `json:"commands"`
	}
	jsonError struct {
		Path    string `json:"path"`
		Line    int    `json:"line"`
		Column  int    `json:"column"`
		Message string `json:"message"`
	}
	jsonSummary struct {
		Findings     int            `json:"findings"`
		Suppressed   int            `json:"suppressed"`
		NotEvaluated int            `json:"notEvaluated"`
		Errors       int            `json:"errors"`
		Skipped      int            `json:"skipped"`
		Hidden       int            `json:"hidden"`
		LeftOut      int            `json:"rulesLeftOut"`
		BySeverity   bySeverity     `json:"bySeverity"`
		ByRule       map[string]int `json:"byRule"`
	}
	bySeverity struct {
		Critical int `json:"critical"`
		High     int `json:"high"`
		Medium   int `json:"medium"`
		Low      int `json:"low"`
		Info     int `json:"info"`
	}
)

func writeJSON(w *bufio.Writer, r *lint.Report, o Options) error {
	s := jsonStream{w: w}
	s.member("schemaVersion", schemaVersion)
	s.member("tool", jsonTool{"iamlint", r.Version})
	s.member("asOf", commonAsOf(r.Accounts))
	accounts := []jsonAccount{}
	for i := range r.Accounts {
		if a := &r.Accounts[i]; a.Title == "" {
			accounts = append(accounts, newJSONAccount(a))
		}
	}
	s.member("accounts", accounts)
	array(&s, "findings", jsonFindings(r))
	array(&s, "notEvaluated", jsonNotEvaluateds(r, o))
	array(&s, "errors", jsonErrors(r))
	s.member("summary", newJSONSummary(r))
	s.w.WriteString("\n}\n")
	return s.err
}

func newJSONAccount(a *lint.Account) jsonAccount {
	account := jsonAccount{ID: a.ID, Alias: a.Alias, AsOf: timestamp(a.AsOf), AsOfSource: a.AsOfSource, Files: []jsonFile{}}
	for _, s := range a.Sources {
		account.Files = append(account.Files, jsonFile{s.Path, s.Kind, s.SHA256, s.Bytes})
	}
	return account
}

// commonAsOf is the day that all accounts speak of, nil when they differ or do not tell.
func commonAsOf(accounts []lint.Account) *string {
	accounts = slices.DeleteFunc(slices.Clone(accounts), func(a lint.Account) bool { return a.Title != "" })
	if len(accounts) == 0 {
		return nil
	}
	for _, a := range accounts[1:] {
		if !a.AsOf.Equal(accounts[0].AsOf) {
			return nil
		}
	}
	return timestamp(accounts[0].AsOf)
}

func timestamp(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	text := t.UTC().Format(time.RFC3339)
	return &text
}

func jsonFindings(r *lint.Report) iter.Seq[jsonFinding] {
	places, pointers := locate(r), point(r)
	location := func(at lint.Range) jsonLocation {
		start, end := places.of(at)
		return jsonLocation{at.Source.Path, start.Line, start.Column, end.Line, end.Column, pointers.of(at)}
	}
	return func(yield func(jsonFinding) bool) {
		for i := range len(r.Findings) + len(r.Suppressed) {
			f := nth(r, i)
			finding := jsonFinding{
				RuleID:      f.Rule.ID,
				Severity:    f.Severity().String(),
				Confidence:  f.Rule.Confidence.String(),
				Message:     f.Message,
				Subject:     jsonSubject{f.Subject.Type, f.Subject.ARN, f.Subject.Name, f.Account},
				Location:    location(f.Range),
				Related:     make([]jsonRelated, len(f.Related)),
				Flow:        make([]jsonRelated, len(f.Flow)),
				Fixes:       make([]jsonFix, len(f.Fixes)),
				References:  notNull(f.Rule.References),
				Fingerprint: f.Fingerprint,
			}
			for j, fix := range f.Fixes {
				finding.Fixes[j] = jsonFix{fix.Message, fix.Safe, make([]jsonEdit, len(fix.Edits))}
				for k, e := range fix.Edits {
					finding.Fixes[j].Edits[k] = jsonEdit{location(e.Range), e.New}
				}
			}
			if f.Suppressed != nil {
				finding.Suppressed = newJSONSuppressed(f.Suppressed)
			}
			for j, related := range f.Related {
				finding.Related[j] = jsonRelated{related.Message, location(related.Range)}
			}
			for j, step := range f.Flow {
				finding.Flow[j] = jsonRelated{step.Message, location(step.Range)}
			}
			if !yield(finding) {
				return
			}
		}
	}
}

func newJSONSuppressed(s *lint.Suppressed) *jsonSuppressed {
	suppressed := &jsonSuppressed{By: s.By.String(), Reason: s.Reason}
	if !s.Until.IsZero() {
		day := s.Until.Format(time.DateOnly)
		suppressed.Until = &day
	}
	return suppressed
}

func jsonNotEvaluateds(r *lint.Report, o Options) iter.Seq[jsonNotEvaluated] {
	return func(yield func(jsonNotEvaluated) bool) {
		for _, n := range r.NotEvaluated {
			if !yield(jsonNotEvaluated{n.Rule.ID, notNull(n.Needs), n.Account, fetching(n.Needs, o)}) {
				return
			}
		}
	}
}

func jsonErrors(r *lint.Report) iter.Seq[jsonError] {
	return func(yield func(jsonError) bool) {
		for _, e := range r.Errors {
			if !yield(jsonError(e)) {
				return
			}
		}
	}
}

func newJSONSummary(r *lint.Report) jsonSummary {
	counts := countSeverities(r)
	s := jsonSummary{
		Findings:     len(r.Findings),
		Suppressed:   len(r.Suppressed),
		NotEvaluated: len(r.NotEvaluated),
		Errors:       len(r.Errors),
		Skipped:      r.Skipped,
		Hidden:       r.Hidden,
		LeftOut:      r.LeftOut,
		BySeverity:   bySeverity{counts[rule.Critical], counts[rule.High], counts[rule.Medium], counts[rule.Low], counts[rule.Info]},
		ByRule:       make(map[string]int),
	}
	for i := range r.Findings {
		s.ByRule[r.Findings[i].Rule.ID]++
	}
	return s
}

func countSeverities(r *lint.Report) (counts [rule.Critical + 1]int) {
	for i := range r.Findings {
		counts[r.Findings[i].Severity()]++
	}
	return counts
}

func notNull(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// A jsonStream writes the members of one object, value by value, and keeps the
// first error.
type jsonStream struct {
	w      *bufio.Writer
	begun  bool
	buffer bytes.Buffer
	err    error
}

func (s *jsonStream) member(name string, value any) {
	s.name(name)
	s.value(value, 1)
}

// array writes a member whose value is an array, one element at a time.
func array[T any](s *jsonStream, name string, elements iter.Seq[T]) {
	s.name(name)
	s.w.WriteByte('[')
	empty := true
	for e := range elements {
		if !empty {
			s.w.WriteByte(',')
		}
		empty = false
		s.w.WriteString("\n    ")
		s.value(e, 2)
	}
	if !empty {
		s.w.WriteString("\n  ")
	}
	s.w.WriteByte(']')
}

func (s *jsonStream) name(name string) {
	if s.begun {
		s.w.WriteString(",\n")
	} else {
		s.w.WriteString("{\n")
	}
	s.begun = true
	s.w.WriteString(`  "` + name + `": `)
}

func (s *jsonStream) value(value any, depth int) {
	s.buffer.Reset()
	encoder := json.NewEncoder(&s.buffer)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(strings.Repeat("  ", depth), "  ")
	if err := encoder.Encode(value); err != nil && s.err == nil {
		s.err = err
	}
	s.w.Write(bytes.TrimSuffix(s.buffer.Bytes(), []byte{'\n'}))
}
