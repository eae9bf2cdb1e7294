package jsontape

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

// ParseInto is Parse with the memory of an earlier tape. After an error the
// tape is empty.
func ParseInto(t *Tape, text []byte) error { return parseInto(t, text, nil) }

func parseInto(t *Tape, text []byte, visits *visits) error {
	t.Text = text
	t.slots = t.slots[:0]
	if len(text) > MaxSize {
		return &SyntaxError{Message: "larger than 1 GiB"}
	}
	if cap(t.slots) == 0 {
		t.slots = make([]slot, 0, min(len(text)/4+4, firstSlots))
	}
	p := parser{tape: t, text: text, visits: visits}
	slots, err := p.parse(t.slots)
	t.slots = slots
	if err != nil {
		err.topLevelKeys = t.partialKeys()
		t.slots = t.slots[:0]
		return err
	}
	return nil
}

type parser struct {
	tape   *Tape
	text   []byte
	visits *visits // nil without a visitor
}

// parse appends the values of the text to slots. All that changes from value to
// value is in local variables, which the compiler can keep in registers. Open
// containers are a chain through the tape, not a stack: until a container is
// closed its second slot says where the one around it is.
func (p *parser) parse(slots []slot) ([]slot, *SyntaxError) {
	text := p.text
	var (
		i         int
		container uint32 // the innermost open one
		closer    byte   // its closing bracket, 0 at the top
		depth     int
	)
	for {
		// A member, an element or a root begins here: at most three slots.
		if cap(slots)-len(slots) < 3 {
			slots = p.grow(slots, i)
		}
		i = skipSpace(text, i)
		if closer == '}' {
			if i >= len(text) || text[i] != '"' {
				return slots, p.unexpectedItem(i, closer, "a key in double quotes")
			}
			end, flag := scanString(text, i)
			if end < 0 {
				return slots, p.stringError(i)
			}
			slots = append(slots, slot{uint32(i), uint32(end) | flag})
			i = end
			if i >= len(text) || text[i] != ':' {
				i = skipSpace(text, i)
				if i >= len(text) || text[i] != ':' {
					return slots, p.unexpected(i, "':'")
				}
			}
			i++
			if i < len(text) && text[i] == ' ' {
				i++
			}
			if i < len(text) && text[i] <= ' ' {
				i = skipSpace(text, i)
			}
		}
		if i >= len(text) {
			return slots, p.unexpected(i, "a value")
		}
		value := uint32(len(slots))
		switch c := text[i]; c {
		case '"':
			end, flag := scanString(text, i)
			if end < 0 {
				return slots, p.stringError(i)
			}
			slots = append(slots, slot{uint32(i), uint32(end) | flag})
			i = end
		case '{', '[':
			if depth == MaxDepth {
				return slots, p.errorf(i, "nested deeper than %d levels", MaxDepth)
			}
			slots = append(slots, slot{a: uint32(i)}, slot{a: container})
			i = skipSpace(text, i+1)
			if i >= len(text) || text[i] != c+2 { // not the bracket that closes it
				container, closer = value, c+2
				depth++
				continue
			}
			i++
			slots[value].b = uint32(i)
			slots[value+1].a = value + 2
		default:
			end := scanScalar(text, i)
			if end < 0 {
				return slots, p.scalarError(i, closer)
			}
			slots = append(slots, slot{uint32(i), uint32(end)})
			i = end
		}

		// Go on behind the value, out of the containers that end there.
		for depth > 0 {
			slots[container+1].b++
			if depth == 2 && p.visits != nil {
				slots = p.visits.element(p.tape, slots, container, value)
			}
			if i < len(text) && text[i] <= ' ' {
				i = skipSpace(text, i)
			}
			if i >= len(text) {
				return slots, p.unexpected(i, "',' or '"+string(closer)+"'")
			}
			if text[i] == ',' {
				i++
				break
			}
			if text[i] != closer {
				return slots, p.unexpected(i, "',' or '"+string(closer)+"'")
			}
			i++
			if depth == 2 && p.visits != nil {
				slots = p.visits.flush(p.tape, slots)
			}
			value, depth = container, depth-1
			container = slots[value+1].a
			slots[value].b = uint32(i)
			slots[value+1].a = uint32(len(slots))
			closer = 0
			if depth > 0 {
				closer = text[slots[container].a] + 2
			}
		}
		if depth == 0 {
			if i = skipSpace(text, i); i == len(text) {
				return slots, nil
			}
		}
	}
}

// firstSlots is how many slots are made before the text is known well enough
// to estimate how many it needs.
const firstSlots = 4096

// grow makes room for at least three slots, by what the text up to offset at
// says of the rest.
func (p *parser) grow(slots []slot, at int) []slot {
	need := 2*len(slots) + 16
	// The beginning of a text says little of the rest; an eighth of it does.
	if p.visits == nil && at > len(p.text)/8 {
		estimate := float64(len(slots)) * float64(len(p.text)) / float64(at)
		need = max(int(estimate*1.02), len(slots)+len(slots)/16) + 16
	}
	grown := make([]slot, len(slots), need)
	copy(grown, slots)
	return grown
}
