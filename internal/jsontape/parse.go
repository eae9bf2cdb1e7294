package jsontape

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"unicode/utf8"
)

// A SyntaxError says what is wrong with a text, and where.
type SyntaxError struct {
	Offset    int
	Message   string // what was found and what was expected
	Truncated bool   // the text ends too early

	topLevelKeys []string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("byte %d: %s", e.Offset, e.Message) }

// TopLevelKeys are the keys of the outermost object as far as it could be read.
func (e *SyntaxError) TopLevelKeys() []string { return e.topLevelKeys }

// Parse reads one or more JSON values in the grammar of RFC 8259, strictly: in
// UTF-8, without a byte order mark, nested at most MaxDepth deep, at most
// MaxSize bytes. An error is a *SyntaxError.
func Parse(text []byte) (*Tape, error) {
	t := new(Tape)
	if err := ParseInto(t, text); err != nil {
		return nil, err
	}
	return t, nil
}

// ParseInto is Parse with the memory of an earlier tape.
func ParseInto(t *Tape, text []byte) error { return parseInto(t, text, nil) }

// A Visitor is shown each element of a list that is a member of an object at
// the top, as soon as it has been read: the object, the key of the list and the
// element. If it returns true, the element is dropped from the tape, so that
// the long lists of an export need no more memory than their longest element.
type Visitor func(t *Tape, root, key, element Node) (drop bool)

// ParseElements is Parse with a visitor. The visitor may see elements of a text
// of which a later part turns out to be wrong.
func ParseElements(text []byte, visit Visitor) (*Tape, error) {
	t := new(Tape)
	if err := parseInto(t, text, visit); err != nil {
		return nil, err
	}
	return t, nil
}

func parseInto(t *Tape, text []byte, visit Visitor) error {
	if len(text) > MaxSize {
		return &SyntaxError{Message: "larger than 1 GiB"}
	}
	t.Text = text
	p := parser{tape: t, text: text, slots: t.slots[:0], visit: visit}
	if cap(p.slots) == 0 {
		p.slots = make([]slot, 0, min(len(text)/4+4, firstSlots))
	}
	err := p.parse()
	t.slots = p.slots
	if err != nil {
		err.topLevelKeys = t.partialKeys()
		t.slots = t.slots[:0]
		return err
	}
	return nil
}

// firstSlots is how many slots are made before the text is known well enough
// to estimate how many it needs.
const firstSlots = 4096

type parser struct {
	tape  *Tape
	text  []byte
	slots []slot
	stack []uint32 // slots of the open containers
	at    int

	visit   Visitor
	element int // the slot of the latest value two levels down
}

func (p *parser) errorf(offset int, format string, args ...any) *SyntaxError {
	return &SyntaxError{Offset: offset, Message: fmt.Sprintf(format, args...)}
}

// unexpected is the error about what stands at p.at.
func (p *parser) unexpected(expected string) *SyntaxError {
	if p.at >= len(p.text) {
		return &SyntaxError{Offset: len(p.text), Message: "the text ends here, expected " + expected, Truncated: true}
	}
	r, size := utf8.DecodeRune(p.text[p.at:])
	if r == utf8.RuneError && size == 1 {
		return p.errorf(p.at, "invalid UTF-8, expected %s", expected)
	}
	return p.errorf(p.at, "invalid character %q, expected %s", r, expected)
}

// grow makes room by what the text read so far says of the rest.
func (p *parser) grow() {
	need := 2*len(p.slots) + 16
	// The beginning of a text says little of the rest; an eighth of it does.
	if p.visit == nil && p.at > len(p.text)/8 {
		need = int(float64(len(p.slots))*float64(len(p.text))/float64(p.at)*1.02) + 16
	}
	grown := make([]slot, len(p.slots), need)
	copy(grown, p.slots)
	p.slots = grown
}

func (p *parser) push(s slot) {
	if len(p.slots) == cap(p.slots) {
		p.grow()
	}
	p.slots = append(p.slots, s)
}

func (p *parser) parse() *SyntaxError {
	p.skipSpace()
	if p.at >= len(p.text) {
		return p.unexpected("a value")
	}
	for p.at < len(p.text) {
		if err := p.root(); err != nil {
			return err
		}
		p.skipSpace()
	}
	return nil
}

// root reads one value at the top, without recursion.
func (p *parser) root() *SyntaxError {
	for {
		// A value is expected here.
		p.skipSpace()
		if len(p.stack) == 2 {
			p.element = len(p.slots)
		}
		if p.at >= len(p.text) {
			return p.unexpected("a value")
		}
		switch c := p.text[p.at]; c {
		case '{', '[':
			if len(p.stack) == MaxDepth {
				return p.errorf(p.at, "nested deeper than %d levels", MaxDepth)
			}
			p.stack = append(p.stack, uint32(len(p.slots)))
			p.push(slot{a: uint32(p.at)})
			p.push(slot{})
			p.at++
			p.skipSpace()
			if p.at < len(p.text) && p.text[p.at] == c+2 { // the closing bracket
				p.close()
				break
			}
			if c == '{' {
				if err := p.key(); err != nil {
					return err
				}
			}
			continue
		case '"':
			if err := p.string(); err != nil {
				return err
			}
		default:
			if err := p.scalar(c); err != nil {
				return err
			}
		}
		done, err := p.behindValue()
		if done || err != nil {
			return err
		}
	}
}

// behindValue goes on behind a value, out of the containers that end there, to
// where the next value is expected.
func (p *parser) behindValue() (done bool, err *SyntaxError) {
	for {
		if len(p.stack) == 0 {
			return true, nil
		}
		if p.visit != nil && len(p.stack) == 2 {
			p.visitElement()
		}
		container := p.stack[len(p.stack)-1]
		open := p.text[p.slots[container].a]
		p.slots[container+1].b++
		p.skipSpace()
		switch {
		case p.at < len(p.text) && p.text[p.at] == ',':
			comma := p.at
			p.at++
			p.skipSpace()
			if p.at < len(p.text) && p.text[p.at] == open+2 {
				return false, p.errorf(comma, "trailing comma before '%c'", open+2)
			}
			if open == '{' {
				return false, p.key()
			}
			return false, nil
		case p.at < len(p.text) && p.text[p.at] == open+2:
			p.close()
		default:
			return false, p.unexpected(fmt.Sprintf("',' or '%c'", open+2))
		}
	}
}

// visitElement shows the value just read to the visitor, if it is an element of
// a list in an object.
func (p *parser) visitElement() {
	root, list := p.stack[0], p.stack[1]
	if p.text[p.slots[root].a] != '{' || p.text[p.slots[list].a] != '[' {
		return
	}
	p.tape.slots = p.slots
	if p.visit(p.tape, Node(root), Node(list-1), Node(p.element)) {
		p.slots = p.slots[:p.element]
	}
}

// close ends the innermost container at its bracket.
func (p *parser) close() {
	container := p.stack[len(p.stack)-1]
	p.stack = p.stack[:len(p.stack)-1]
	p.at++
	p.slots[container].b = uint32(p.at)
	p.slots[container+1].a = uint32(len(p.slots))
}

// key reads a key and its colon.
func (p *parser) key() *SyntaxError {
	if p.at >= len(p.text) || p.text[p.at] != '"' {
		return p.unexpected("a key in double quotes")
	}
	if err := p.string(); err != nil {
		return err
	}
	p.skipSpace()
	if p.at >= len(p.text) || p.text[p.at] != ':' {
		return p.unexpected("':'")
	}
	p.at++
	return nil
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// string reads a string, eight bytes at a time.
func (p *parser) string() *SyntaxError {
	text, start := p.text, p.at
	i := start + 1
	var foreign uint64 // not zero when a byte is not ASCII
	var flag uint32
	for {
		for i+8 <= len(text) {
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
		switch {
		case i >= len(text):
			return &SyntaxError{Offset: len(text), Message: "the text ends inside a string", Truncated: true}
		case text[i] < 0x20:
			return p.errorf(i, "control character U+%04X in a string, expected an escape sequence", text[i])
		case text[i] == '\\':
			flag = escaped
			n := escapeLen(text[i:])
			if n == 0 {
				if i+1 == len(text) || text[i+1] == 'u' && i+6 > len(text) {
					return &SyntaxError{Offset: len(text), Message: "the text ends inside a string", Truncated: true}
				}
				return p.errorf(i, "invalid escape sequence in a string")
			}
			i += n
			continue
		}
		break
	}
	if foreign != 0 && !utf8.Valid(text[start+1:i]) {
		return p.errorf(start+1+invalidUTF8(text[start+1:i]), "invalid UTF-8 in a string")
	}
	i++
	p.push(slot{uint32(start), uint32(i) | flag})
	p.at = i
	return nil
}

// escapeLen is the length of the escape sequence at the start of s, 0 if it is none.
func escapeLen(s []byte) int {
	if len(s) < 2 {
		return 0
	}
	switch s[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		if len(s) < 6 {
			return 0
		}
		for _, c := range s[2:6] {
			if !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f') {
				return 0
			}
		}
		return 6
	}
	return 0
}

func invalidUTF8(s []byte) int {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(s)
}

// scalar reads a number or a literal that begins with c.
func (p *parser) scalar(c byte) *SyntaxError {
	start := p.at
	switch {
	case c == 't' && p.literal("true"), c == 'f' && p.literal("false"), c == 'n' && p.literal("null"):
	case c == '-' || isDigit(c):
		if err := p.number(); err != nil {
			return err
		}
	default:
		return p.unexpected("a value")
	}
	if p.at < len(p.text) {
		switch p.text[p.at] {
		case ' ', '\t', '\n', '\r', ',', ']', '}':
		default:
			return p.unexpected("the end of the value")
		}
	}
	p.push(slot{uint32(start), uint32(p.at)})
	return nil
}

func (p *parser) literal(word string) bool {
	if len(p.text)-p.at < len(word) || string(p.text[p.at:p.at+len(word)]) != word {
		return false
	}
	p.at += len(word)
	return true
}

func (p *parser) number() *SyntaxError {
	if p.text[p.at] == '-' {
		p.at++
	}
	if p.at < len(p.text) && p.text[p.at] == '0' {
		p.at++
	} else if err := p.digits(); err != nil {
		return err
	}
	if p.at < len(p.text) && p.text[p.at] == '.' {
		p.at++
		if err := p.digits(); err != nil {
			return err
		}
	}
	if p.at < len(p.text) && p.text[p.at]|0x20 == 'e' {
		p.at++
		if p.at < len(p.text) && (p.text[p.at] == '+' || p.text[p.at] == '-') {
			p.at++
		}
		return p.digits()
	}
	return nil
}

func (p *parser) digits() *SyntaxError {
	if p.at >= len(p.text) || !isDigit(p.text[p.at]) {
		return p.unexpected("a digit")
	}
	for p.at < len(p.text) && isDigit(p.text[p.at]) {
		p.at++
	}
	return nil
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// skipSpace skips white space; indentation eight blanks at a time.
func (p *parser) skipSpace() {
	text, i := p.text, p.at
	for i < len(text) {
		switch text[i] {
		case ' ':
			i++
			for i+8 <= len(text) && binary.LittleEndian.Uint64(text[i:]) == ones*' ' {
				i += 8
			}
		case '\n', '\t', '\r':
			i++
		default:
			p.at = i
			return
		}
	}
	p.at = i
}

// partialKeys are the keys of the first root as far as it was read.
func (t *Tape) partialKeys() []string {
	if len(t.slots) < 2 || t.Text[t.slots[0].a] != '{' {
		return nil
	}
	var keys []string
	for key := Node(2); int(key) < len(t.slots); key = t.Next(key + 1) {
		keys = append(keys, t.String(key))
		if int(key)+1 >= len(t.slots) || t.isContainer(key+1) && t.slots[key+2].a == 0 {
			break
		}
	}
	return keys
}
