package jsontape

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func addSeeds(f *testing.F) {
	for _, seed := range []string{
		`{}`, `[]`, `null`, `true`, `false`, `0`, `-1.5e+3`, `"x"`, `{"a":[1,{"b":"\u00e9\n"},[]],"c":{}}`,
		"[\"\\ud83d\\ude00 \U0001F600\"]", `{"a":1,"a":2}`, `[1,2,]`, `{"a"}`, `"\ud800"`, `[[[[]]]]`,
		` { "Version" : "2012-10-17" , "Statement" : [ ] } `, `01`, `1 2`, `1[2]"3"{}`, `{"a/b":{"~":[0,"1"]}}`,
		"{\n" + strings.Repeat(" ", 40) + "\"key\": \"a value that is longer than sixteen bytes\"\r\n}", "\"\xff\"",
	} {
		f.Add([]byte(seed))
	}
}

// FuzzParse compares with encoding/json, which does not mind invalid UTF-8.
func FuzzParse(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		tape, err := Parse(text)
		valid := json.Valid(text) && utf8.Valid(text)
		if err != nil {
			if valid {
				t.Fatalf("refused valid JSON: %v", err)
			}
			checkError(t, text, err)
			return
		}
		roots := tape.Roots()
		if (len(roots) == 1) != valid {
			t.Fatalf("accepted %d values, encoding/json says %v", len(roots), valid)
		}
		for _, root := range roots {
			if !json.Valid(tape.Raw(root)) {
				t.Fatalf("the root %q is not valid", tape.Raw(root))
			}
		}
	})
}

// checkError checks what can be said of any error: it is final, so that
// whatever follows a text that is wrong at an offset cannot make it right, and a
// truncated text is right so far.
func checkError(t *testing.T, text []byte, err error) {
	t.Helper()
	var syntax *SyntaxError
	if !errors.As(err, &syntax) || syntax.Offset < 0 || syntax.Offset > len(text) || syntax.Message == "" {
		t.Fatalf("error %#v", err)
	}
	if syntax.Truncated != (syntax.Offset == len(text)) {
		t.Fatalf("Truncated is %v at %d of %d", syntax.Truncated, syntax.Offset, len(text))
	}
	if strings.HasPrefix(syntax.Message, "trailing comma") {
		return // stands before the byte that is wrong
	}
	// What stands before the offset is right so far: alone, it is complete or truncated.
	_, err = Parse(text[:syntax.Offset:syntax.Offset])
	var before *SyntaxError
	if errors.As(err, &before) && !before.Truncated {
		t.Fatalf("%v, but of the text before it: %v", syntax, before)
	}
}

// FuzzConcatenated compares with a loop over a json.Decoder.
func FuzzConcatenated(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		var want []string
		decoder := json.NewDecoder(bytes.NewReader(text))
		var failed error
		for failed == nil {
			var raw json.RawMessage
			if failed = decoder.Decode(&raw); failed == nil {
				want = append(want, string(raw))
			}
		}
		valid := failed == io.EOF && len(want) > 0 && utf8.Valid(text)

		tape, err := Parse(text)
		if err != nil {
			// Unlike a Decoder we want something between a number or literal and the next value.
			if valid && !strings.HasSuffix(err.Error(), "expected the end of the value") {
				t.Fatalf("refused %d values: %v", len(want), err)
			}
			return
		}
		if !valid {
			t.Fatalf("accepted what a Decoder refuses: %v", failed)
		}
		var got []string
		for _, root := range tape.Roots() {
			got = append(got, string(tape.Raw(root)))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("roots (-Decoder +tape):\n%s", diff)
		}
	})
}

// FuzzValues compares the decoded values with those of encoding/json.
func FuzzValues(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		tape, err := Parse(text)
		if err != nil {
			return
		}
		for _, root := range tape.Roots() {
			var want any
			decoder := json.NewDecoder(bytes.NewReader(tape.Raw(root)))
			decoder.UseNumber()
			if err := decoder.Decode(&want); err != nil {
				t.Fatalf("encoding/json refuses the root %q: %v", tape.Raw(root), err)
			}
			if diff := cmp.Diff(want, toAny(tape, root)); diff != "" {
				t.Fatalf("(-encoding/json +tape):\n%s", diff)
			}
			checkNodes(t, tape, root)
		}

		// A visitor sees what is on the tape, and what it drops does no harm.
		var want, got []string
		lists := 0
		for _, root := range tape.Roots() {
			for _, list := range tape.Members(root) {
				if tape.Kind(list) != Array || tape.Len(list) == 0 {
					continue
				}
				if lists++; lists%2 == 0 {
					continue
				}
				for element := range tape.Elements(list) {
					want = append(want, string(tape.Raw(element)))
				}
			}
		}
		lists = 0
		rest, err := ParseElements(text, func(*Tape, Node, Node, Node) Reader {
			if lists++; lists%2 == 0 {
				return nil
			}
			return func(t *Tape, element Node) { got = append(got, string(t.Raw(element))) }
		})
		if err != nil {
			t.Fatalf("with a visitor: %v", err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("visited (-want +got):\n%s", diff)
		}
		for i, root := range rest.Roots() {
			if whole := tape.Roots()[i]; !bytes.Equal(rest.Raw(root), tape.Raw(whole)) || rest.Len(root) != tape.Len(whole) {
				t.Fatalf("a visitor changes the root %q to %q", tape.Raw(whole), rest.Raw(root))
			}
		}
	})
}

// checkNodes checks the properties of a value and of all in it.
func checkNodes(t *testing.T, tape *Tape, n Node) {
	t.Helper()
	if s, next := tape.Span(n), tape.Next(n); next <= n || s.Start >= s.End {
		t.Fatalf("node %d: next %d, span %v", n, next, s)
	}
	if tape.Kind(n) == String {
		s := tape.String(n)
		if !tape.Is(n, s) || tape.Is(n, s+"x") || tape.HasEscapes(n) != bytes.ContainsRune(tape.Raw(n), '\\') {
			t.Fatalf("the string %q", tape.Raw(n))
		}
	}
	count := 0
	for key, value := range tape.Members(n) {
		count++
		checkNodes(t, tape, key)
		checkNodes(t, tape, value)
		if _, ok := tape.Member(n, tape.String(key)); !ok {
			t.Fatalf("no member %q", tape.String(key))
		}
	}
	for element := range tape.Elements(n) {
		count++
		checkNodes(t, tape, element)
	}
	if count != tape.Len(n) {
		t.Fatalf("the length of %q is %d, it has %d", tape.Raw(n), tape.Len(n), count)
	}
}

// FuzzPointers resolves the pointer of every offset and must come back to the
// value that is there.
func FuzzPointers(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		tape, err := Parse(text)
		if err != nil || len(text) > 300 {
			return
		}
		offsets := make([]int, len(text))
		for i := range offsets {
			offsets[i] = i
		}
		for offset, pointer := range tape.Pointers(offsets) {
			if alone := tape.Pointers([]int{offset})[0]; alone != pointer {
				t.Fatalf("the pointer at %d is %q in a sweep and %q alone", offset, pointer, alone)
			}
			want := ""
			for _, root := range tape.Roots() {
				if !tape.Span(root).contains(uint32(offset)) {
					continue
				}
				value := innermost(tape, root, uint32(offset))
				if !slices.Contains(resolve(tape, root, pointer), value) {
					t.Fatalf("the pointer %q at %d does not lead to %q", pointer, offset, tape.Raw(value))
				}
				want = pointer
			}
			if pointer != want {
				t.Fatalf("the pointer between roots, at %d, is %q", offset, pointer)
			}
		}
	})
}
