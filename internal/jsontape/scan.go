package jsontape

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// The scanners below only find out where something ends. What is wrong with a
// text that they refuse is found by the slower functions in syntaxerror.go.

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// skipSpace is the offset of the first byte from i on that is not white space.
func skipSpace(text []byte, i int) int {
	for i < len(text) {
		switch text[i] {
		case ' ', '\n', '\t', '\r':
			i++
		default:
			return i
		}
		for i+32 <= len(text) {
			n := leadingBlanks((*[32]byte)(text[i:]))
			i += n
			if n < 32 {
				break
			}
		}
	}
	return i
}

// leadingBlanks counts the blanks at the start of s. Indentation is most of
// what an export consists of and its depth changes all the time, so a loop
// would mispredict its end; these conditions compile to moves, not to branches.
func leadingBlanks(s *[32]byte) int {
	const blanks = ones * ' '
	first := binary.LittleEndian.Uint64(s[24:]) ^ blanks
	n := 24
	if w := binary.LittleEndian.Uint64(s[16:]) ^ blanks; w != 0 {
		first, n = w, 16
	}
	if w := binary.LittleEndian.Uint64(s[8:]) ^ blanks; w != 0 {
		first, n = w, 8
	}
	if w := binary.LittleEndian.Uint64(s[:]) ^ blanks; w != 0 {
		first, n = w, 0
	}
	return n + bits.TrailingZeros64(first)>>3 // 64 zeros when all are blank
}

// scanString finds the end of the string whose opening quote is at start: the
// offset behind the closing quote, or -1. The flag is escaped or 0.
func scanString(text []byte, start int) (end int, flag uint32) {
	i := start + 1
	var foreign uint64 // not zero when a byte is not ASCII
	for {
		for i+8 <= len(text) {
			// The lowest bit of stop marks the first quote, backslash or control character.
			w := binary.LittleEndian.Uint64(text[i:])
			quote, backslash := w^(ones*'"'), w^(ones*'\\')
			stop := ((quote-ones)&^quote | (backslash-ones)&^backslash | (w-ones*0x20)&^w) & highs
			if stop != 0 {
				n := bits.TrailingZeros64(stop) >> 3
				foreign |= w & highs & (1<<(n*8) - 1)
				i += n
				break
			}
			foreign |= w & highs
			i += 8
		}
		for i < len(text) && text[i] != '"' && text[i] != '\\' && text[i] >= 0x20 {
			foreign |= uint64(text[i] & 0x80)
			i++
		}
		if i >= len(text) {
			return -1, 0
		}
		if text[i] == '"' {
			break
		}
		n := escapeLen(text[i:])
		if n == 0 {
			return -1, 0
		}
		i += n
		flag = escaped
	}
	if foreign != 0 && !utf8.Valid(text[start+1:i]) {
		return -1, 0
	}
	return i + 1, flag
}

// escapeLen is the length of the escape sequence at the start of s, 0 if none is there.
func escapeLen(s []byte) int {
	if len(s) < 2 || s[0] != '\\' {
		return 0
	}
	switch s[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(s) >= 6 && isHex(s[2]) && isHex(s[3]) && isHex(s[4]) && isHex(s[5]) {
			return 6
		}
	}
	return 0
}

// scanScalar finds the end of a number or literal, -1 if none is at start or
// something else follows it at once.
func scanScalar(text []byte, start int) int {
	var end int
	switch text[start] {
	case 't':
		end = scanLiteral(text, start, "true")
	case 'f':
		end = scanLiteral(text, start, "false")
	case 'n':
		end = scanLiteral(text, start, "null")
	default:
		var ok bool
		if end, ok = scanNumber(text, start); !ok {
			return -1
		}
	}
	if end < 0 || end < len(text) && !endsScalar(text[end]) {
		return -1
	}
	return end
}

func scanLiteral(text []byte, start int, word string) int {
	end := start + len(word)
	if end > len(text) || string(text[start:end]) != word {
		return -1
	}
	return end
}

// scanNumber finds the end of a number. If it is not ok, a digit is missing at end.
func scanNumber(text []byte, start int) (end int, ok bool) {
	i := start
	if text[i] == '-' {
		i++
	}
	if i < len(text) && text[i] == '0' {
		i++
	} else if i, ok = scanDigits(text, i); !ok {
		return i, false
	}
	if i < len(text) && text[i] == '.' {
		if i, ok = scanDigits(text, i+1); !ok {
			return i, false
		}
	}
	if i < len(text) && (text[i] == 'e' || text[i] == 'E') {
		i++
		if i < len(text) && (text[i] == '+' || text[i] == '-') {
			i++
		}
		return scanDigits(text, i)
	}
	return i, true
}

// scanDigits finds the end of one or more digits.
func scanDigits(text []byte, start int) (end int, ok bool) {
	i := start
	for i < len(text) && isDigit(text[i]) {
		i++
	}
	return i, i > start
}

// endsScalar says whether a number or literal may stand before c.
func endsScalar(c byte) bool {
	switch c {
	case ',', ']', '}', '\n', ' ', '\t', '\r':
		return true
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isHex(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
