// Package fix applies the fixes of findings to the texts that they are about.
package fix

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/iamlint/iamlint/lint"
)

// A Selection is what of the fixes of some findings can be applied at once.
type Selection struct {
	// Edits of each source, in order of place; none overlaps another.
	Edits map[*lint.Source][]lint.Edit
	Fixed []*lint.Finding // in the order given
	Left  []*lint.Finding // without a fix that may be applied, or whose edits meet others
}

// Select takes the first fix of each finding that may be applied, in the order
// of the findings: safe ones, and all with unsafe. A fix whose edits meet those
// of an earlier one waits for another round. Equal edits are made once. editable
// says which sources can be changed.
func Select(findings []lint.Finding, unsafe bool, editable func(*lint.Source) bool) Selection {
	s := Selection{Edits: make(map[*lint.Source][]lint.Edit)}
	for i := range findings {
		f := &findings[i]
		if s.take(f, unsafe, editable) {
			s.Fixed = append(s.Fixed, f)
		} else {
			s.Left = append(s.Left, f)
		}
	}
	for _, edits := range s.Edits {
		slices.SortFunc(edits, func(a, b lint.Edit) int { return cmp.Compare(a.Range.Start, b.Range.Start) })
	}
	return s
}

func (s *Selection) take(f *lint.Finding, unsafe bool, editable func(*lint.Source) bool) bool {
	for _, fix := range f.Fixes {
		if !fix.Safe && !unsafe {
			continue
		}
		var fresh []lint.Edit
		possible := len(fix.Edits) > 0
		for _, e := range fix.Edits {
			known := slices.Contains(s.Edits[e.Range.Source], e)
			if !known {
				fresh = append(fresh, e)
			}
			meets := func(other lint.Edit) bool {
				return e.Range.Start < other.Range.End && other.Range.Start < e.Range.End || e.Range.Start == other.Range.Start
			}
			possible = possible && editable(e.Range.Source) && (known || !slices.ContainsFunc(s.Edits[e.Range.Source], meets))
		}
		if !possible {
			return false
		}
		for _, e := range fresh {
			s.Edits[e.Range.Source] = append(s.Edits[e.Range.Source], e)
		}
		return true
	}
	return false
}

// Apply makes edits, in order of place and without overlaps, in a text.
func Apply(text []byte, edits []lint.Edit) []byte {
	var b bytes.Buffer
	at := 0
	for _, e := range edits {
		b.Write(text[at:e.Range.Start])
		b.WriteString(e.New)
		at = e.Range.End
	}
	b.Write(text[at:])
	return b.Bytes()
}
