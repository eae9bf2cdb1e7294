package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// printable makes text from an export safe to show: nothing in it can command
// a terminal, break the line or reorder what stands beside it.
func printable(s string) string {
	safe := func(r rune) bool { return r >= ' ' && r < 0x7f }
	if strings.IndexFunc(s, func(r rune) bool { return !safe(r) }) < 0 {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		shown, _ := cell(r, size)
		b.WriteString(shown)
		s = s[size:]
	}
	return b.String()
}

// cell is how a decoded rune is shown, and the columns it takes. A byte that is
// not UTF-8 is U+FFFD; a tab is a space; what cannot be seen is an escape.
func cell(r rune, size int) (shown string, width int) {
	switch {
	case r >= ' ' && r < 0x7f:
		return string(r), 1
	case r == '\t':
		return " ", 1
	case r == utf8.RuneError && size <= 1:
		return "\uFFFD", 1
	case r < 0xa0:
		return fmt.Sprintf(`\x%02x`, r), 4
	case !unicode.IsGraphic(r) || r == '\u2028' || r == '\u2029':
		if r > 0xffff {
			return fmt.Sprintf(`\U%08x`, r), 10
		}
		return fmt.Sprintf(`\u%04x`, r), 6
	case unicode.In(r, unicode.Mn, unicode.Me):
		return string(r), 0
	case wide(r):
		return string(r), 2
	}
	return string(r), 1
}

// wide says whether terminals give a rune two columns: East Asian scripts and emoji.
func wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115f, // Hangul Jamo
		0x2e80 <= r && r <= 0xa4cf && r != 0x303f, // CJK to Yi
		0xac00 <= r && r <= 0xd7a3,                // Hangul syllables
		0xf900 <= r && r <= 0xfaff,                // CJK compatibility
		0xfe30 <= r && r <= 0xfe6f,                // CJK forms
		0xff00 <= r && r <= 0xff60, 0xffe0 <= r && r <= 0xffe6, // full-width forms
		0x1f300 <= r && r <= 0x1f64f, 0x1f680 <= r && r <= 0x1f6ff, 0x1f900 <= r && r <= 0x1f9ff, // emoji
		0x20000 <= r && r <= 0x3fffd: // CJK extensions
		return true
	}
	return false
}
