package account

import (
	"bytes"
	"errors"
	"strings"
	"unsafe"

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
	doc := &PolicyDocument{Default: true, File: d.r.file, base: d.r.span(n).Start}
	raw := d.r.tape.Raw(n)
	source := unsafe.String(unsafe.SliceData(raw), len(raw)) // the text of a file never changes
	doc.Document = d.interned.document(source, func() *policy.Document {
		if d.r.tape.Kind(n) == jsontape.String {
			return readEscaped(source)
		}
		return policy.FromTape(d.r.tape, n, policy.Origin{Base: doc.base})
	})
	return doc
}

// readEscaped reads a document from the JSON string that holds it, quotes included.
func readEscaped(source string) *policy.Document {
	whole := policy.Span{End: uint32(len(source))}
	text, table := unescape(source)
	if trimmed := strings.TrimLeft(string(text), " \t\r\n"); strings.HasPrefix(trimmed, "%7B") || strings.HasPrefix(trimmed, "%7b") || strings.HasPrefix(trimmed, "%0A") || strings.HasPrefix(trimmed, "%20") {
		text, table = percentDecode(text, table)
	}
	if isEscapedAgain(text) {
		text, table = unescapeAgain(text, table)
	}
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
	doc := policy.FromTape(tape, tape.Roots()[0], policy.Origin{Table: table})
	doc.Span = whole
	return doc
}

// unescape decodes a valid JSON string, quotes included, and gives for each
// decoded byte, and for the end, the offset in source that it comes from.
func unescape(source string) (text []byte, table []uint32) {
	text = make([]byte, 0, len(source))
	table = make([]uint32, 0, len(source))
	end := len(source) - 1
	for i := 1; i < end; {
		start := i
		before := len(text)
		if source[i] != '\\' {
			text = append(text, source[i])
			i++
		} else {
			text, i = appendEscape(text, source, i)
		}
		for range len(text) - before {
			table = append(table, uint32(start))
		}
	}
	return text, append(table, uint32(end))
}

// isEscapedAgain says whether the text in a string is escaped once more, as
// API Gateway answers: {\"Version\":...
func isEscapedAgain(text []byte) bool {
	trimmed, ok := bytes.CutPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{"))
	return ok && bytes.HasPrefix(bytes.TrimLeft(trimmed, " \t\r\n"), []byte(`\`))
}

// unescapeAgain undoes the second escaping; a sequence that is none stays as it is.
func unescapeAgain(text []byte, table []uint32) ([]byte, []uint32) {
	decoded := make([]byte, 0, len(text))
	offsets := make([]uint32, 0, len(table))
	source := string(text)
	for i := 0; i < len(source); {
		start, before := i, len(decoded)
		if isEscape(source[i:]) {
			decoded, i = appendEscape(decoded, source, i)
		} else {
			decoded = append(decoded, source[i])
			i++
		}
		for range len(decoded) - before {
			offsets = append(offsets, table[start])
		}
	}
	return decoded, append(offsets, table[len(text)])
}

// percentDecode undoes percent-encoding; a sequence that is none stays as it is.
func percentDecode(text []byte, table []uint32) ([]byte, []uint32) {
	decoded := make([]byte, 0, len(text))
	offsets := make([]uint32, 0, len(table))
	for i := 0; i < len(text); i++ {
		offsets = append(offsets, table[i])
		if text[i] == '%' && i+2 < len(text) {
			high, low := unhex(text[i+1]), unhex(text[i+2])
			if high >= 0 && low >= 0 {
				decoded = append(decoded, byte(high<<4|low))
				i += 2
				continue
			}
		}
		decoded = append(decoded, text[i])
	}
	return decoded, append(offsets, table[len(text)])
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
