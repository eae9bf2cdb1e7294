package account

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

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
