package account

import (
	"github.com/iamlint/iamlint/internal/encoded"
	"github.com/iamlint/iamlint/internal/jsontape"
)

// embedded is JSON in a string of an export.
type embedded struct {
	tape  *jsontape.Tape
	table []uint32 // offsets in the string by those of the tape
	base  uint32   // where the string begins in the file
}

// embed reads the JSON in a string; nil when there is none, which is an error.
func embed(r *tapeReader, n jsontape.Node) *embedded {
	if r.tape.Kind(n) != jsontape.String {
		r.wrongType(n, "a string")
		return nil
	}
	text, table := encoded.String(string(r.tape.Raw(n)))
	tape, err := jsontape.Parse(text)
	if err != nil {
		r.fail(n, "the string does not hold JSON: %s", err)
		return nil
	}
	return &embedded{tape, table, r.span(n).Start}
}

// text is a string in the embedded JSON, with its place in the file.
func (e *embedded) text(n jsontape.Node) Text {
	s := e.tape.Span(n)
	return Text{e.tape.String(n), Span{Start: e.base + e.table[s.Start], End: e.base + e.table[s.End]}}
}
