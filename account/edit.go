package account

import (
	"encoding/json"
	"strings"

	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// Fix is a fix of the document as edits of the export that it stands in, nil
// where the document cannot be edited there. New text is escaped as the
// document is, and what is removed from a list or an object takes its comma along.
func (d *PolicyDocument) Fix(fix *policy.Fix) *rule.Fix {
	if fix == nil {
		return nil
	}
	converted := &rule.Fix{Message: fix.Message, Safe: fix.Safe}
	for _, edit := range fix.Edits {
		at := d.At(edit.Span)
		if edit.New == "" {
			at.Span = d.withComma(at.Span)
		}
		converted.Edits = append(converted.Edits, rule.Edit{At: at, New: d.escape(edit.New)})
	}
	return converted
}

// escape writes JSON as it has to stand in the source of the document.
func (d *PolicyDocument) escape(text string) string {
	if !d.Embedded {
		return text
	}
	if d.percentEncoded() {
		var b strings.Builder
		for i := range len(text) {
			if c := text[i]; isUnreserved(c) {
				b.WriteByte(c)
			} else {
				const hex = "0123456789ABCDEF"
				b.WriteByte('%')
				b.WriteByte(hex[c>>4])
				b.WriteByte(hex[c&15])
			}
		}
		return b.String()
	}
	quoted, err := json.Marshal(text)
	if err != nil {
		return text // a text is always JSON
	}
	return string(quoted[1 : len(quoted)-1])
}

func isUnreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-_.~", c) >= 0
}

func (d *PolicyDocument) percentEncoded() bool {
	source := d.Source(d.Span)
	return strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(source, `"`), " "), "%")
}

// withComma widens a span of the file by the comma that separates it from its
// neighbour and the white space on that side.
func (d *PolicyDocument) withComma(s Span) Span {
	text := d.File.Text
	blanks, commas := []string{" ", "\n", "\r", "\t"}, []string{","}
	if d.Embedded {
		blanks = append(blanks, `\n`, `\r`, `\t`, "%20", "%0A", "%0a", "%0D", "%0d", "%09")
		commas = append(commas, "%2C", "%2c")
	}
	end := s.End
	for skip(text, &end, blanks) {
	}
	if skip(text, &end, commas) {
		for skip(text, &end, blanks) {
		}
		return Span{Start: s.Start, End: end}
	}
	start := s.Start
	for skipBack(text, &start, blanks) {
	}
	if skipBack(text, &start, commas) {
		return Span{Start: start, End: s.End}
	}
	return s
}

func skip(text []byte, at *uint32, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(string(text[*at:min(int(*at)+len(w), len(text))]), w) {
			*at += uint32(len(w))
			return true
		}
	}
	return false
}

func skipBack(text []byte, at *uint32, words []string) bool {
	for _, w := range words {
		if n := int(*at) - len(w); n >= 0 && string(text[n:*at]) == w {
			*at -= uint32(len(w))
			return true
		}
	}
	return false
}
