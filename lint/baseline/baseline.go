// Package baseline keeps the findings that are known, so that a run can speak
// of new ones only. Findings are known by their fingerprints, which survive
// reformatting, reordering and a fresh export.
package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"

	"github.com/iamlint/iamlint/lint"
)

// schemaVersion grows when a reader of the file has to change.
const schemaVersion = 1

// A Baseline is what a baseline file holds.
type Baseline struct {
	SchemaVersion int     `json:"schemaVersion"`
	Findings      []Entry `json:"findings"` // in order of account, rule, subject and fingerprint
}

// An Entry is a known finding. The fingerprint alone decides; the rest is for
// people who review the file.
type Entry struct {
	Fingerprint string `json:"fingerprint"`
	RuleID      string `json:"ruleId"`
	Account     string `json:"account"`
	Subject     string `json:"subject"`
	Message     string `json:"message"`
}

// Of makes the baseline of a report: all findings that count, and those that
// an earlier baseline knew. What the configuration accepts needs no baseline.
func Of(r *lint.Report) *Baseline {
	b := &Baseline{SchemaVersion: schemaVersion, Findings: []Entry{}}
	for i := range r.Findings {
		b.add(&r.Findings[i])
	}
	for i := range r.Suppressed {
		if f := &r.Suppressed[i]; f.Suppressed.By == lint.ByBaseline {
			b.add(f)
		}
	}
	slices.SortFunc(b.Findings, func(x, y Entry) int {
		return cmp.Or(cmp.Compare(x.Account, y.Account), cmp.Compare(x.RuleID, y.RuleID),
			cmp.Compare(x.Subject, y.Subject), cmp.Compare(x.Fingerprint, y.Fingerprint))
	})
	return b
}

func (b *Baseline) add(f *lint.Finding) {
	b.Findings = append(b.Findings, NewEntry(f))
}

// NewEntry is the entry of a finding.
func NewEntry(f *lint.Finding) Entry {
	subject := f.Subject.Type
	if name := cmp.Or(f.Subject.ARN, f.Subject.Name); name != "" {
		subject += " " + name
	}
	return Entry{f.Fingerprint, f.Rule.ID, f.Account, subject, f.Message}
}

// Fingerprints are those of the known findings.
func (b *Baseline) Fingerprints() map[string]bool {
	known := make(map[string]bool, len(b.Findings))
	for _, e := range b.Findings {
		known[e.Fingerprint] = true
	}
	return known
}

// Without are the findings of b that other does not have, in their order.
func (b *Baseline) Without(other *Baseline) []Entry {
	known := other.Fingerprints()
	var rest []Entry
	for _, e := range b.Findings {
		if !known[e.Fingerprint] {
			rest = append(rest, e)
		}
	}
	return rest
}

// Write writes a baseline as JSON, one finding a line, so that a diff of the
// file shows findings.
func (b *Baseline) Write(w io.Writer) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n  \"schemaVersion\": %d,\n  \"findings\": [", b.SchemaVersion)
	for i, e := range b.Findings {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n    ")
		encoder := json.NewEncoder(&out)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(e); err != nil {
			return fmt.Errorf("write baseline: %w", err)
		}
		out.Truncate(out.Len() - 1) // the line feed
	}
	out.WriteString("\n  ]\n}\n")
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("write baseline: %w", err)
	}
	return nil
}

var fingerprint = regexp.MustCompile(`^[0-9a-f]{32}$`)

// Read reads a baseline. The error tells the line of a mistake in the JSON.
func Read(data []byte) (*Baseline, error) {
	b := new(Baseline)
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(b); err != nil {
		return nil, fmt.Errorf("line %d: %w", line(data, offset(decoder, err)), err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("line %d: more text after the baseline", line(data, decoder.InputOffset()))
	}
	if b.SchemaVersion != schemaVersion {
		return nil, fmt.Errorf("schemaVersion is %d, expected %d: not a baseline, or of a newer iamlint", b.SchemaVersion, schemaVersion)
	}
	for i, e := range b.Findings {
		if !fingerprint.MatchString(e.Fingerprint) {
			return nil, fmt.Errorf("finding %d: the fingerprint %q is not 32 hex digits", i+1, e.Fingerprint)
		}
	}
	return b, nil
}

func offset(decoder *json.Decoder, err error) int64 {
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		return syntax.Offset
	}
	if typ := (*json.UnmarshalTypeError)(nil); errors.As(err, &typ) {
		return typ.Offset
	}
	return decoder.InputOffset()
}

func line(data []byte, offset int64) int {
	return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte{'\n'})
}
