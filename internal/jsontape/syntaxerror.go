package jsontape

import (
	"fmt"
	"unicode/utf8"
)

// A SyntaxError says what is wrong with a text, and where.
type SyntaxError struct {
	Offset    int    // of the first byte that is wrong; the length of a text that is too short
	Message   string // what was found and what was expected
	Truncated bool   // the text ends too early

	topLevelKeys []string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("byte %d: %s", e.Offset, e.Message) }

// TopLevelKeys are the keys of the outermost object as far as it could be read.
func (e *SyntaxError) TopLevelKeys() []string { return e.topLevelKeys }

func (p *parser) errorf(offset int, format string, args ...any) *SyntaxError {
	return &SyntaxError{Offset: offset, Message: fmt.Sprintf(format, args...)}
}

// truncated is the error about a text that is too short. Where is "here" or
// "inside a string", for example.
func (p *parser) truncated(where string) *SyntaxError {
	return &SyntaxError{Offset: len(p.text), Message: "the text ends " + where, Truncated: true}
}

// unexpected is the error about what stands at i.
func (p *parser) unexpected(i int, expected string) *SyntaxError {
	if i >= len(p.text) {
		return p.truncated("here, expected " + expected)
	}
	if !utf8.FullRune(p.text[i:]) {
		return p.truncated("inside a character, expected " + expected)
	}
	r, size := utf8.DecodeRune(p.text[i:])
	if r == utf8.RuneError && size == 1 {
		return p.errorf(i, "invalid UTF-8, expected %s", expected)
	}
	return p.errorf(i, "invalid character %q, expected %s", r, expected)
}

// unexpectedItem is the error about what stands at i instead of an element or a
// member. There the bracket that closes the container means a comma too many.
func (p *parser) unexpectedItem(i int, closer byte, expected string) *SyntaxError {
	if i < len(p.text) && p.text[i] == closer {
		comma := i - 1
		for p.text[comma] == ' ' || p.text[comma] == '\n' || p.text[comma] == '\t' || p.text[comma] == '\r' {
			comma--
		}
		if p.text[comma] == ',' {
			return p.errorf(comma, "trailing comma before '%c'", closer)
		}
	}
	return p.unexpected(i, expected)
}

// stringError is the error about the string that begins at start.
func (p *parser) stringError(start int) *SyntaxError {
	for i := start + 1; i < len(p.text); {
		rest := p.text[i:]
		switch c := rest[0]; {
		case c < 0x20:
			return p.errorf(i, "control character U+%04X in a string, expected %s", c, escapeOf(c))
		case c == '\\':
			n := escapeLen(rest)
			if n == 0 && escapeBreaksOff(rest) {
				return p.truncated("inside a string")
			}
			if n == 0 {
				return p.errorf(i, "invalid escape sequence in a string")
			}
			i += n
		case c < utf8.RuneSelf:
			i++
		default:
			r, size := utf8.DecodeRune(rest)
			if r == utf8.RuneError && size == 1 {
				if !utf8.FullRune(rest) {
					return p.truncated("inside a string")
				}
				return p.errorf(i, "invalid UTF-8 in a string")
			}
			i += size
		}
	}
	return p.truncated("inside a string")
}

// escapeBreaksOff says whether s, the rest of a text, is the beginning of an
// escape sequence.
func escapeBreaksOff(s []byte) bool {
	if len(s) == 1 {
		return true
	}
	if s[1] != 'u' || len(s) >= 6 {
		return false
	}
	for _, c := range s[2:] {
		if !isHex(c) {
			return false
		}
	}
	return true
}

// escapeOf is how a control character must be written in a string.
func escapeOf(c byte) string {
	switch c {
	case '\b':
		return `\b`
	case '\t':
		return `\t`
	case '\n':
		return `\n`
	case '\f':
		return `\f`
	case '\r':
		return `\r`
	}
	return fmt.Sprintf(`\u%04x`, c)
}

// scalarError is the error about what stands at i instead of a value, or
// inside or right behind the number or literal that begins there.
func (p *parser) scalarError(i int, closer byte) *SyntaxError {
	c := p.text[i]
	if c == '-' || isDigit(c) {
		end, ok := scanNumber(p.text, i)
		if !ok {
			return p.unexpected(end, "a digit")
		}
		return p.unexpected(end, "the end of the value")
	}
	for _, word := range [...]string{"true", "false", "null"} {
		if c != word[0] {
			continue
		}
		n := 1
		for n < len(word) && i+n < len(p.text) && p.text[i+n] == word[n] {
			n++
		}
		if n < len(word) {
			return p.unexpected(i+n, word)
		}
		return p.unexpected(i+n, "the end of the value")
	}
	if c == ']' { // for '}' a key was expected
		return p.unexpectedItem(i, closer, "a value")
	}
	return p.unexpected(i, "a value")
}

// partialKeys are the keys of the first root as far as it was read. A container
// that was still open has no end.
func (t *Tape) partialKeys() []string {
	if len(t.slots) < 2 || t.Text[t.slots[0].a] != '{' {
		return nil
	}
	end := Node(len(t.slots))
	if t.slots[0].b != 0 {
		end = t.Next(0)
	}
	var keys []string
	for key := Node(2); key < end; key = t.Next(key + 1) {
		keys = append(keys, t.String(key))
		if value := key + 1; value >= end || t.slots[value].b == 0 {
			break
		}
	}
	return keys
}
