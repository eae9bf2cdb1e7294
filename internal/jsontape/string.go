package jsontape

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

// HasEscapes says whether a string is written with escape sequences.
func (t *Tape) HasEscapes(n Node) bool { return t.slots[n].b&escaped != 0 }

// String is the decoded value of a string, "" for other kinds. Without escape
// sequences it shares the memory of Text, which therefore must not change.
// Half of a surrogate pair becomes U+FFFD, as in encoding/json.
func (t *Tape) String(n Node) string {
	s := t.slots[n]
	switch {
	case t.Text[s.a] != '"':
		return ""
	case s.b&escaped != 0:
		return decode(t.content(n))
	}
	return unsafe.String(&t.Text[s.a+1], s.b-s.a-2)
}

// Is says whether a value is the string s. It allocates nothing.
func (t *Tape) Is(n Node, s string) bool {
	if t.Text[t.slots[n].a] != '"' {
		return false
	}
	if t.slots[n].b&escaped == 0 {
		return string(t.content(n)) == s
	}
	source := t.content(n)
	for len(source) > 0 && len(s) > 0 {
		if source[0] != '\\' {
			if source[0] != s[0] {
				return false
			}
			source, s = source[1:], s[1:]
			continue
		}
		r, size := decodeEscape(source)
		var char [utf8.UTFMax]byte
		width := utf8.EncodeRune(char[:], r)
		if len(s) < width || s[:width] != string(char[:width]) {
			return false
		}
		source, s = source[size:], s[width:]
	}
	return len(source) == 0 && len(s) == 0
}

// content is what stands between the quotes of a string.
func (t *Tape) content(n Node) []byte {
	span := t.Span(n)
	return t.Text[span.Start+1 : span.End-1]
}

// decode replaces the escape sequences of the content of a string.
func decode(source []byte) string {
	var b strings.Builder
	b.Grow(len(source)) // an escape sequence is longer than what it stands for
	for {
		n := bytes.IndexByte(source, '\\')
		if n < 0 {
			b.Write(source)
			return b.String()
		}
		b.Write(source[:n])
		r, size := decodeEscape(source[n:])
		b.WriteRune(r)
		source = source[n+size:]
	}
}

// decodeEscape decodes the valid escape sequence at the start of source, or
// the two that make a surrogate pair.
func decodeEscape(source []byte) (r rune, size int) {
	switch c := source[1]; c {
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
	default:
		return rune(c), 2
	}
	r = hex4(source[2:6])
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if rest := source[6:]; len(rest) >= 6 && rest[0] == '\\' && rest[1] == 'u' {
		if r := utf16.DecodeRune(r, hex4(rest[2:6])); r != utf8.RuneError {
			return r, 12
		}
	}
	return utf8.RuneError, 6
}

// hex4 is the value of hexadecimal digits.
func hex4(digits []byte) rune {
	var r rune
	for _, c := range digits {
		if isDigit(c) {
			c -= '0'
		} else {
			c = c | 0x20 - 'a' + 10
		}
		r = r<<4 | rune(c)
	}
	return r
}
