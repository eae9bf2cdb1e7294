package redact

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/internal/jsontape"
	"github.com/iamlint/iamlint/lint"
)

// A rebased source is a redacted one, and what moved in it.
type rebased struct {
	*lint.Source
	moves []move // in order
}

// A move is a piece of the text that another took the place of.
type move struct {
	start, end int // in the text as it was
	to, length int // in the redacted text
}

// source is a text in which nothing tells whose account it is.
func (r *Redactor) source(from *lint.Source) *rebased {
	if known := r.sources[from]; known != nil {
		return known
	}
	var found []spot
	if tape, err := jsontape.Parse(from.Text); err == nil {
		found = r.json(tape)
	} else if from.Kind == "credential-report" {
		found = r.credentialReport(from.Text)
	} else {
		found = r.words(configurationKind, string(from.Text))
	}
	to := &rebased{Source: &lint.Source{Path: r.Path(from.Path), Kind: from.Kind, Time: from.Time}, moves: make([]move, 0, len(found))}
	text, done := make([]byte, 0, len(from.Text)), 0
	for _, s := range found {
		text = append(text, from.Text[done:s.start]...)
		to.moves = append(to.moves, move{s.start, s.end, len(text), len(s.text)})
		text = append(text, s.text...)
		done = s.end
	}
	text = append(text, from.Text[done:]...)
	to.Text = text
	to.Bytes = int64(len(to.Text)) // the size of the file tells how long names are
	if from.Pointer != nil {
		to.Pointer = func(offsets []int) []string {
			tape, err := jsontape.Parse(to.Text)
			if err != nil {
				return make([]string, len(offsets))
			}
			return tape.Pointers(offsets)
		}
	}
	r.sources[from] = to
	return to
}

// place is a range of the text as it was, in the redacted text. An end inside
// of what went moves to the end of what came.
func (s *rebased) place(at lint.Range) lint.Range {
	start, end := s.offset(at.Start, false), s.offset(at.End, true)
	return lint.Range{Source: s.Source, Start: start, End: max(start, end)}
}

func (s *rebased) offset(at int, end bool) int {
	i, _ := slices.BinarySearchFunc(s.moves, at, func(m move, at int) int {
		if m.start < at {
			return -1
		}
		return 1
	})
	if i == 0 {
		return at
	}
	m := s.moves[i-1] // the last that starts before
	switch {
	case at >= m.end:
		return m.to + m.length + at - m.end
	case end:
		return m.to + m.length
	}
	return m.to
}

// apply puts spots into a text.
func apply(text string, spots []spot) string {
	if len(spots) == 0 {
		return text
	}
	var b strings.Builder
	done := 0
	for _, s := range spots {
		b.WriteString(text[done:s.start])
		b.WriteString(s.text)
		done = s.end
	}
	b.WriteString(text[done:])
	return b.String()
}

// fragment is a piece of an export that a fix puts in: JSON where it is whole.
func (r *Redactor) fragment(text string) string {
	if tape, err := jsontape.Parse([]byte(text)); err == nil {
		return apply(text, r.json(tape))
	}
	return apply(text, r.words(unknownKind, text))
}

// credentialReport finds the names in the rows of a CSV file whose first column
// has the names of users.
func (r *Redactor) credentialReport(text []byte) []spot {
	var found []spot
	at := 0
	for line := range strings.Lines(string(text)) {
		if at > 0 { // not the header
			found = r.row(found, strings.TrimRight(line, "\r\n"), at)
		}
		at += len(line)
	}
	return found
}

func (r *Redactor) row(found []spot, line string, at int) []spot {
	for column, i := 0, 0; i <= len(line); column++ {
		start, end := i, len(line)
		if strings.HasPrefix(line[i:], `"`) {
			start++
			if closing := strings.IndexByte(line[start:], '"'); closing >= 0 {
				end = start + closing
			}
		} else if comma := strings.IndexByte(line[i:], ','); comma >= 0 {
			end = i + comma
		}
		kind := unknownKind
		if column == 0 {
			kind = "user"
		}
		for _, s := range r.find(kind, line[start:end]) {
			found = append(found, spot{at + start + s.start, at + start + s.end, s.text})
		}
		i = end
		if comma := strings.IndexByte(line[i:], ','); comma >= 0 {
			i += comma
		} else {
			i = len(line)
		}
		i++
	}
	return found
}
