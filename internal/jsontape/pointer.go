package jsontape

import (
	"strconv"
	"strings"
)

// Pointers gives, for ascending offsets, the JSON pointer (RFC 6901) of the
// innermost value that contains each; a key counts as its value. With several
// roots a pointer is relative to its root. One sweep serves all offsets.
func (t *Tape) Pointers(offsets []int) []string {
	pointers := make([]string, len(offsets))
	w := pointerWalk{tape: t}
	for i, offset := range offsets {
		pointers[i] = w.to(uint32(offset))
	}
	return pointers
}

// A pointerWalk goes down to one offset after the other without looking at a
// sibling twice.
type pointerWalk struct {
	tape  *Tape
	root  Node
	stack []level
}

// A level is an open container and the child at which the walk stands.
type level struct {
	container, child Node // for an object the child is a key
	index            int
}

func (w *pointerWalk) to(offset uint32) string {
	t := w.tape
	for len(w.stack) > 0 && t.Span(w.stack[len(w.stack)-1].container).End <= offset {
		w.stack = w.stack[:len(w.stack)-1]
	}
	if len(w.stack) == 0 {
		for int(w.root) < len(t.slots) && t.Span(w.root).End <= offset {
			w.root = t.Next(w.root)
		}
		if int(w.root) >= len(t.slots) || t.Span(w.root).Start > offset || !t.isContainer(w.root) {
			return ""
		}
		w.stack = append(w.stack, level{container: w.root, child: w.root + 2})
	}
	for w.descend(offset) {
	}
	return w.pointer(offset)
}

// descend moves the innermost level to the child at the offset and opens it if
// it is a container that holds the offset.
func (w *pointerWalk) descend(offset uint32) bool {
	t, top := w.tape, &w.stack[len(w.stack)-1]
	object := t.Kind(top.container) == Object
	end := t.Next(top.container)
	for top.child < end {
		value := top.child
		if object {
			value++
		}
		if span := t.Span(value); span.End > offset {
			if span.Start <= offset && t.isContainer(value) {
				w.stack = append(w.stack, level{container: value, child: value + 2})
				return true
			}
			return false
		}
		top.child = t.Next(value)
		top.index++
	}
	return false
}

func (w *pointerWalk) pointer(offset uint32) string {
	t := w.tape
	var b strings.Builder
	for i, l := range w.stack {
		if i == len(w.stack)-1 && !w.inChild(l, offset) {
			break // between the children: the container itself is meant
		}
		b.WriteByte('/')
		if t.Kind(l.container) == Object {
			b.WriteString(pointerEscapes.Replace(t.String(l.child)))
		} else {
			b.WriteString(strconv.Itoa(l.index))
		}
	}
	return b.String()
}

// inChild says whether the offset is in the child at which a level stands.
func (w *pointerWalk) inChild(l level, offset uint32) bool {
	t := w.tape
	if l.child >= t.Next(l.container) {
		return false
	}
	return t.Span(l.child).contains(offset) ||
		t.Kind(l.container) == Object && t.Span(l.child+1).contains(offset)
}

func (s Span) contains(offset uint32) bool { return s.Start <= offset && offset < s.End }

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")
