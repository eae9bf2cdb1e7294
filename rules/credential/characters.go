package credential

import (
	"math"
	"strings"
)

// isPlaceholder says whether a text stands for a secret instead of being one.
func isPlaceholder(text string) bool {
	if distinctBytes(text) < 4 {
		return true
	}
	text = strings.ToLower(text)
	for _, word := range []string{"example", "redacted", "placeholder", "changeme", "xxxx", "****"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// mixed says whether a text has small letters, capitals and digits.
func mixed(text string) bool {
	small, capital, digit := false, false, false
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z':
			small = true
		case c >= 'A' && c <= 'Z':
			capital = true
		case isDigit(c):
			digit = true
		}
	}
	return small && capital && digit
}

// entropy is that of the bytes of a text, in bits for each byte.
func entropy(text string) float64 {
	var count [256]int
	for i := range len(text) {
		count[text[i]]++
	}
	bits := 0.0
	for _, n := range count {
		if n > 0 {
			p := float64(n) / float64(len(text))
			bits -= p * math.Log2(p)
		}
	}
	return bits
}

func distinctBytes(text string) int {
	var seen [256]bool
	n := 0
	for i := range len(text) {
		if !seen[text[i]] {
			seen[text[i]] = true
			n++
		}
	}
	return n
}

// run is the number of bytes at the beginning of a text that are of a class.
func run(text string, class func(byte) bool) int {
	for i := range len(text) {
		if !class(text[i]) {
			return i
		}
	}
	return len(text)
}

// isValue says whether a byte may stand in an unquoted value.
func isValue(c byte) bool {
	switch c {
	case '"', '\'', ',', ';':
		return false
	}
	return c > ' '
}

func isDigit(c byte) bool        { return c >= '0' && c <= '9' }
func isLetter(c byte) bool       { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
func isUpperOrDigit(c byte) bool { return c >= 'A' && c <= 'Z' || isDigit(c) }
func isBase32(c byte) bool       { return c >= 'A' && c <= 'Z' || c >= '2' && c <= '7' }
func isBase64(c byte) bool       { return isLetter(c) || isDigit(c) || c == '/' || c == '+' }
func isWord(c byte) bool         { return isLetter(c) || isDigit(c) || c == '_' || c == '-' }
func isHex(c byte) bool {
	return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
