// Package jsontape reads JSON in one validating pass into a flat tape of byte
// offsets. Nothing is decoded or copied until someone asks for a value, so
// that reading costs little more than looking at every byte once, and every
// value keeps its place.
package jsontape

import "iter"

// Span is a half-open range of byte offsets in a text.
type Span struct{ Start, End uint32 }

// Kind is the kind of a JSON value.
type Kind uint8

// The kinds.
const (
	Null Kind = iota
	False
	True
	Number
	String
	Array
	Object
)

// String names the kind as messages do: "a list", "an object".
func (k Kind) String() string {
	return [...]string{"null", "false", "true", "a number", "a string", "a list", "an object"}[k]
}

// Limits of what Parse reads.
const (
	MaxDepth = 10_000
	MaxSize  = 1 << 30 // bytes
)

// Node is a value on the tape.
type Node uint32

// A Tape is a parsed text.
type Tape struct {
	Text []byte

	// A scalar takes one slot: where it starts and ends. A container takes two:
	// the second says which node follows it and how many elements or members it has.
	slots []slot
}

type slot struct{ a, b uint32 }

// escaped marks, in the end of a string, that it holds escape sequences.
// Offsets, at most MaxSize, leave the bit free.
const escaped = 1 << 31

// Roots are the values at the top: one for ordinary JSON, several for
// concatenated values.
func (t *Tape) Roots() []Node {
	var roots []Node
	for n := Node(0); int(n) < len(t.slots); n = t.Next(n) {
		roots = append(roots, n)
	}
	return roots
}

// Kind tells the kind of a value.
func (t *Tape) Kind(n Node) Kind {
	switch t.Text[t.slots[n].a] {
	case '{':
		return Object
	case '[':
		return Array
	case '"':
		return String
	case 't':
		return True
	case 'f':
		return False
	case 'n':
		return Null
	}
	return Number
}

// Span is the place of a value, quotes and brackets included.
func (t *Tape) Span(n Node) Span {
	s := t.slots[n]
	return Span{s.a, s.b &^ escaped}
}

// Raw is the source of a value.
func (t *Tape) Raw(n Node) []byte {
	s := t.Span(n)
	return t.Text[s.Start:s.End]
}

// Len is the number of members of an object or elements of a list.
func (t *Tape) Len(n Node) int {
	if !t.isContainer(n) {
		return 0
	}
	return int(t.slots[n+1].b)
}

// Next is the node behind a value and all it contains.
func (t *Tape) Next(n Node) Node {
	if t.isContainer(n) {
		return Node(t.slots[n+1].a)
	}
	return n + 1
}

func (t *Tape) isContainer(n Node) bool {
	c := t.Text[t.slots[n].a]
	return c == '{' || c == '['
}

// Elements are those of a list; other kinds have none.
func (t *Tape) Elements(n Node) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if t.Kind(n) != Array {
			return
		}
		end := t.Next(n)
		for child := n + 2; child < end; child = t.Next(child) {
			if !yield(child) {
				return
			}
		}
	}
}

// Members are the keys and values of an object, in order and with duplicates;
// other kinds have none.
func (t *Tape) Members(n Node) iter.Seq2[Node, Node] {
	return func(yield func(key, value Node) bool) {
		if t.Kind(n) != Object {
			return
		}
		end := t.Next(n)
		for key := n + 2; key < end; key = t.Next(key + 1) {
			if !yield(key, key+1) {
				return
			}
		}
	}
}

// Member finds the first member of an object with this key.
func (t *Tape) Member(n Node, key string) (Node, bool) {
	for k, value := range t.Members(n) {
		if t.Is(k, key) {
			return value, true
		}
	}
	return 0, false
}
