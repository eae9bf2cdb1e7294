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
	source := view(d.r.tape.Raw(n))
	hash := d.interned.hash(source)
	if first := d.interned.find(hash, source); first != nil {
		doc.Document = first.Document
		first.repeated, doc.repeated = true, true
		return doc
	}
	if d.r.tape.Kind(n) == jsontape.String {
		doc.Document = readEscaped(&d.policies, source)
	} else {
		doc.Document = d.policies.FromTape(d.r.tape, n, policy.Origin{Base: doc.base})
	}
	d.interned.add(hash, doc)
	return doc
}

// text is the document as it stands in its file.
func (d *PolicyDocument) text() string { return view(d.File.Text[d.base : d.base+d.Span.End]) }

// view is a part of the text of a file, which never changes, as a string.
func view(text []byte) string { return unsafe.String(unsafe.SliceData(text), len(text)) }

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
