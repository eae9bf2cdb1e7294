// Package encoded reads texts that stand inside other texts, as JSON strings
// and percent-encoded, and tells from where in the outer text each byte comes.
package encoded

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Document decodes a JSON string, quotes included, that holds a policy
// document: plain, percent-encoded, or escaped once more. The table gives for
// each decoded byte, and for the end, the offset in source that it comes from.
func Document(source string) (text []byte, table []uint32) {
	text, table = String(source)
	if trimmed := strings.TrimLeft(string(text), " \t\r\n"); strings.HasPrefix(trimmed, "%7B") || strings.HasPrefix(trimmed, "%7b") || strings.HasPrefix(trimmed, "%0A") || strings.HasPrefix(trimmed, "%20") {
		text, table = percentDecode(text, table)
	}
	if isEscapedAgain(text) {
		text, table = unescapeAgain(text, table)
	}
	return text, table
}

// String decodes a valid JSON string, quotes included, and gives for each
// decoded byte, and for the end, the offset in source that it comes from.
func String(source string) (text []byte, table []uint32) {
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

// appendEscape decodes the escape sequence at source[i] of a valid JSON string
// and returns the index behind it.
func appendEscape(text []byte, source string, i int) ([]byte, int) {
	switch c := source[i+1]; c {
	case 'b':
		return append(text, '\b'), i + 2
	case 'f':
		return append(text, '\f'), i + 2
	case 'n':
		return append(text, '\n'), i + 2
	case 'r':
		return append(text, '\r'), i + 2
	case 't':
		return append(text, '\t'), i + 2
	case 'u':
		r := hex4(source[i+2:])
		i += 6
		if utf16.IsSurrogate(r) {
			if i+6 <= len(source) && source[i] == '\\' && source[i+1] == 'u' {
				if pair := utf16.DecodeRune(r, hex4(source[i+2:])); pair != utf8.RuneError {
					return utf8.AppendRune(text, pair), i + 6
				}
			}
			r = utf8.RuneError // half a pair
		}
		return utf8.AppendRune(text, r), i
	default: // a quote, backslash or slash
		return append(text, c), i + 2
	}
}

// isEscape says whether a text begins with an escape sequence of JSON.
func isEscape(source string) bool {
	if len(source) < 2 || source[0] != '\\' {
		return false
	}
	if source[1] != 'u' {
		return strings.IndexByte(`"\/bfnrt`, source[1]) >= 0
	}
	if len(source) < 6 {
		return false
	}
	for i := 2; i < 6; i++ {
		if unhex(source[i]) < 0 {
			return false
		}
	}
	return true
}

func hex4(s string) rune {
	var r rune
	for i := range 4 {
		r = r<<4 | rune(unhex(s[i]))
	}
	return r
}
