package report

import (
	"slices"

	"github.com/iamlint/iamlint/lint"
)

// places knows the positions of all ranges in a report.
type places map[*lint.Source]*Locator

func locate(r *lint.Report) places {
	offsets := make(map[*lint.Source][]int)
	for r := range ranges(r) {
		offsets[r.Source] = append(offsets[r.Source], r.Start, r.End)
	}
	p := make(places, len(offsets))
	for source, list := range offsets {
		p[source] = NewLocator(source.Text, list)
	}
	return p
}

func (p places) of(r lint.Range) (start, end Position) {
	l := p[r.Source]
	return l.At(r.Start), l.At(r.End)
}

// pointers knows the JSON pointers of all ranges in a report.
type pointers map[*lint.Source]map[int]string

func point(r *lint.Report) pointers {
	offsets := make(map[*lint.Source][]int)
	for r := range ranges(r) {
		offsets[r.Source] = append(offsets[r.Source], r.Start)
	}
	p := make(pointers, len(offsets))
	for source, list := range offsets {
		if source.Pointer == nil {
			continue
		}
		slices.Sort(list)
		list = slices.Compact(list)
		byOffset := make(map[int]string, len(list))
		for i, pointer := range source.Pointer(list) {
			byOffset[list[i]] = pointer
		}
		p[source] = byOffset
	}
	return p
}

func (p pointers) of(r lint.Range) string { return p[r.Source][r.Start] }

// nth is one of the findings that count, followed by the suppressed ones.
func nth(r *lint.Report, i int) *lint.Finding {
	if i < len(r.Findings) {
		return &r.Findings[i]
	}
	return &r.Suppressed[i-len(r.Findings)]
}

// ranges yields the range of every finding, related place, step and edit, and
// of the statements on paths.
func ranges(r *lint.Report) func(yield func(lint.Range) bool) {
	return func(yield func(lint.Range) bool) {
		for i := range len(r.Findings) + len(r.Suppressed) {
			f := nth(r, i)
			if !yield(f.Range) {
				return
			}
			for _, related := range [...][]lint.Related{f.Related, f.Flow} {
				for j := range related {
					if !yield(related[j].Range) {
						return
					}
				}
			}
			for _, fix := range f.Fixes {
				for _, e := range fix.Edits {
					if !yield(e.Range) {
						return
					}
				}
			}
		}
		pathRanges(r.Paths)(yield)
	}
}

// pathRanges yields the range of every statement on paths.
func pathRanges(p *lint.Paths) func(yield func(lint.Range) bool) {
	return func(yield func(lint.Range) bool) {
		if p == nil {
			return
		}
		for i := range p.Nodes {
			if by := p.Nodes[i].By; by != nil && !yield(by.Range) {
				return
			}
		}
		for i := range p.Ways {
			for _, q := range p.Ways[i].Requests {
				for _, s := range q.Statements {
					if !yield(s.Range) {
						return
					}
				}
			}
		}
	}
}
