package jsontape

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPointers(t *testing.T) {
	text := `{"a/b": [10, {"c~d": "x"}], "\u0065": {}, "" : "y"}`
	tape := parse(t, text)
	var offsets []int
	var want []string
	for _, at := range []struct{ find, pointer string }{
		{`{"a`, ""}, {`"a/b"`, "/a~1b"}, {`: [`, ""}, {`[10`, "/a~1b"}, {`10`, "/a~1b/0"}, {`, {`, "/a~1b"},
		{`{"c`, "/a~1b/1"}, {`"c~d"`, "/a~1b/1/c~0d"}, {`"x"`, "/a~1b/1/c~0d"}, {`}]`, "/a~1b/1"}, {`],`, "/a~1b"},
		{`, "\u`, ""}, {`"\u`, "/e"}, {`{}`, "/e"}, {`"" `, "/"}, {` : "y`, ""}, {`"y"`, "/"},
	} {
		offsets = append(offsets, strings.Index(text, at.find))
		want = append(want, at.pointer)
	}
	offsets, want = append(offsets, len(text)-1, len(text), len(text)+5), append(want, "", "", "")
	if diff := cmp.Diff(want, tape.Pointers(offsets)); diff != "" {
		t.Errorf("pointers (-want +got):\n%s", diff)
	}
}

func TestPointersOfRoots(t *testing.T) {
	tape := parse(t, ` {"a": [1]} 2 [3, [4]] "five"`)
	got := tape.Pointers([]int{0, 2, 8, 8, 12, 15, 19, 20, 26})
	if diff := cmp.Diff([]string{"", "/a", "/a/0", "/a/0", "", "/0", "/1/0", "/1", ""}, got); diff != "" {
		t.Errorf("pointers (-want +got):\n%s", diff)
	}
}

// innermost finds the value at an offset by looking at all of them. A key
// counts as its value.
func innermost(t *Tape, n Node, offset uint32) Node {
	for key, value := range t.Members(n) {
		if t.Span(key).contains(offset) {
			return value
		}
		if t.Span(value).contains(offset) {
			return innermost(t, value, offset)
		}
	}
	for element := range t.Elements(n) {
		if t.Span(element).contains(offset) {
			return innermost(t, element, offset)
		}
	}
	return n
}

// resolve gives all values that a pointer means: several if a key is repeated.
func resolve(t *Tape, n Node, pointer string) []Node {
	nodes := []Node{n}
	if pointer == "" {
		return nodes
	}
	for token := range strings.SplitSeq(pointer[1:], "/") {
		token = strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
		var next []Node
		for _, n := range nodes {
			for key, value := range t.Members(n) {
				if t.Is(key, token) {
					next = append(next, value)
				}
			}
			i := 0
			for element := range t.Elements(n) {
				if strconv.Itoa(i) == token {
					next = append(next, element)
				}
				i++
			}
		}
		nodes = next
	}
	return nodes
}
