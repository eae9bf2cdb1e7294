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
	if strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r >= 0x7f }) < 0 {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		c, size := firstCell(s)
		b.WriteString(c.shown)
		s = s[size:]
	}
	return b.String()
}

// A cell is a character as it is shown, and the columns that it takes.
type cell struct {
	shown string
	width int
}

// firstCell is the cell of the first character of s, and its bytes in s. A byte
// that is not UTF-8 becomes U+FFFD, a tab a space, what cannot be seen an escape.
func firstCell(s string) (c cell, size int) {
	if b := s[0]; b >= ' ' && b < 0x7f {
		return cell{s[:1], 1}, 1
	}
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == '\t':
		return cell{" ", 1}, size
	case r == utf8.RuneError && size == 1:
		return cell{"\uFFFD", 1}, size
	case r < 0xa0:
		return cell{fmt.Sprintf(`\x%02x`, r), 4}, size
	case !unicode.IsGraphic(r) && r > 0xffff:
		return cell{fmt.Sprintf(`\U%08x`, r), 10}, size
	case !unicode.IsGraphic(r):
		return cell{fmt.Sprintf(`\u%04x`, r), 6}, size
	case unicode.In(r, unicode.Mn, unicode.Me):
		return cell{s[:size], 0}, size
	case wide(r):
		return cell{s[:size], 2}, size
	}
	return cell{s[:size], 1}, size
}

// wide says whether terminals give a rune two columns: East Asian scripts and emoji.
func wide(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x115f, // Hangul Jamo
		0x2e80 <= r && r <= 0xa4cf && r != 0x303f,              // CJK to Yi
		0xac00 <= r && r <= 0xd7a3,                             // Hangul syllables
		0xf900 <= r && r <= 0xfaff,                             // CJK compatibility
		0xfe30 <= r && r <= 0xfe6f,                             // CJK forms
		0xff00 <= r && r <= 0xff60, 0xffe0 <= r && r <= 0xffe6, // full-width forms
		0x1f300 <= r && r <= 0x1f64f, 0x1f680 <= r && r <= 0x1f6ff, 0x1f900 <= r && r <= 0x1f9ff, // emoji
		0x20000 <= r && r <= 0x3fffd: // CJK extensions
		return true
	}
	return false
}

// Printable makes a text safe to show on a terminal: what commands it, or
// hides or turns other text, is shown as an escape.
func Printable(s string) string { return printable(s) }
