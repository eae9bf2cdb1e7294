package account

import (
	"errors"
	"unsafe"

	"github.com/iamlint/iamlint/internal/encoded"
	"github.com/iamlint/iamlint/internal/jsontape"
	"github.com/iamlint/iamlint/policy"
)

// read reads the document at n: an object, JSON in a string, or percent-encoded
// JSON in a string. Whatever is wrong inside is a problem of the document and
// not an error of the export; null is no document.
func (d *documentReader) read(n jsontape.Node) *PolicyDocument {
	if d.r.isNull(n) {
		return nil
	}
	doc := d.places.New()
	doc.Default, doc.File, doc.base = true, d.r.file, d.r.span(n).Start
	raw := d.r.tape.Raw(n)
	source := unsafe.String(unsafe.SliceData(raw), len(raw)) // the text of a file never changes
	known := d.interned.find(source)
	switch {
	case known.document != nil:
		known.first.repeated, doc.repeated = true, true
	case d.r.tape.Kind(n) == jsontape.String:
		known.first, known.document = doc, readEscaped(&d.policies, source)
	default:
		known.first, known.document = doc, d.policies.FromTape(d.r.tape, n, policy.Origin{Base: doc.base})
	}
	doc.Document = known.document
	return doc
}

// readEscaped reads a document from the JSON string that holds it, quotes included.
func readEscaped(policies *policy.Reader, source string) *policy.Document {
	whole := policy.Span{End: uint32(len(source))}
	text, table := encoded.Document(source)
	tape, err := jsontape.Parse(text)
	if err != nil {
		at, message := whole, err.Error()
		if syntax := (*jsontape.SyntaxError)(nil); errors.As(err, &syntax) && syntax.Offset < len(text) {
			at = policy.Span{Start: table[syntax.Offset], End: table[syntax.Offset+1]}
			message = syntax.Message
		}
		return policy.Unreadable(whole, at, message)
	}
	if roots := tape.Roots(); len(roots) > 1 {
		at := tape.Span(roots[1])
		return policy.Unreadable(whole, policy.Span{Start: table[at.Start], End: table[at.End]}, "a second JSON value after the document")
	}
	doc := policies.FromTape(tape, tape.Roots()[0], policy.Origin{Table: table})
	doc.Span = whole
	return doc
}
