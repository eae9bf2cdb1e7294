package jsontape

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// parse parses a text that must be valid.
func parse(tb testing.TB, text string) *Tape {
	tb.Helper()
	tape, err := Parse([]byte(text))
	if err != nil {
		tb.Fatalf("%.80q: %v", text, err)
	}
	return tape
}

// syntaxError parses a text that must not be valid.
func syntaxError(tb testing.TB, text []byte) *SyntaxError {
	tb.Helper()
	_, err := Parse(text)
	var syntax *SyntaxError
	if !errors.As(err, &syntax) {
		tb.Fatalf("%.80q: error %v, want a SyntaxError", text, err)
	}
	return syntax
}

func TestSyntaxErrors(t *testing.T) {
	tests := []struct {
		text    string
		offset  int
		message string
	}{
		{``, 0, "the text ends here, expected a value"},
		{" \n", 2, "the text ends here, expected a value"},
		{`{`, 1, "the text ends here, expected a key in double quotes"},
		{`{"a"`, 4, "the text ends here, expected ':'"},
		{`{"a":`, 5, "the text ends here, expected a value"},
		{`{"a":1`, 6, "the text ends here, expected ',' or '}'"},
		{`{"a":1,`, 7, "the text ends here, expected a key in double quotes"},
		{`[1`, 2, "the text ends here, expected ',' or ']'"},
		{`[1,`, 3, "the text ends here, expected a value"},
		{`[{"a":[]}`, 9, "the text ends here, expected ',' or ']'"},
		{"[\xe2\x82", 3, "the text ends inside a character, expected a value"},

		{`[1,]`, 2, "trailing comma before ']'"},
		{"[1 ,\r\n\t ]", 3, "trailing comma before ']'"},
		{`{"a":1,}`, 6, "trailing comma before '}'"},
		{`[1,}`, 3, "invalid character '}', expected a value"},
		{`[,]`, 1, "invalid character ',', expected a value"},
		{`[1,,2]`, 3, "invalid character ',', expected a value"},
		{`{,}`, 1, "invalid character ',', expected a key in double quotes"},
		{`{"a":1,,"b":2}`, 7, "invalid character ',', expected a key in double quotes"},

		{`{a:1}`, 1, "invalid character 'a', expected a key in double quotes"},
		{`{'a':1}`, 1, `invalid character '\'', expected a key in double quotes`},
		{`{1:1}`, 1, "invalid character '1', expected a key in double quotes"},
		{`{"a" 1}`, 5, "invalid character '1', expected ':'"},
		{`{"a"}`, 4, "invalid character '}', expected ':'"},
		{`{"a":}`, 5, "invalid character '}', expected a value"},
		{`{"a"::1}`, 5, "invalid character ':', expected a value"},
		{`[1 2]`, 3, "invalid character '2', expected ',' or ']'"},
		{`["a":1]`, 4, "invalid character ':', expected ',' or ']'"},
		{`{"a":1]`, 6, "invalid character ']', expected ',' or '}'"},
		{`[1}`, 2, "invalid character '}', expected ',' or ']'"},
		{`{"a":[1],"b":{}]`, 15, "invalid character ']', expected ',' or '}'"},

		{`// x`, 0, "invalid character '/', expected a value"},
		{`[1, /* x */ 2]`, 4, "invalid character '/', expected a value"},
		{`{} x`, 3, "invalid character 'x', expected a value"},
		{`{}]`, 2, "invalid character ']', expected a value"},
		{`{},`, 2, "invalid character ',', expected a value"},
		{"\ufeff{}", 0, `invalid character '\ufeff', expected a value`},
		{"[\u00a01]", 1, `invalid character '\u00a0', expected a value`},
		{"[\v1]", 1, `invalid character '\v', expected a value`},
		{"\xff", 0, "invalid UTF-8, expected a value"},
		{"[1\x80]", 2, "invalid UTF-8, expected the end of the value"},

		{`01`, 1, "invalid character '1', expected the end of the value"},
		{`-01`, 2, "invalid character '1', expected the end of the value"},
		{`+1`, 0, "invalid character '+', expected a value"},
		{`.5`, 0, "invalid character '.', expected a value"},
		{`-`, 1, "the text ends here, expected a digit"},
		{`-a`, 1, "invalid character 'a', expected a digit"},
		{`1.`, 2, "the text ends here, expected a digit"},
		{`[1.]`, 3, "invalid character ']', expected a digit"},
		{`1e+`, 3, "the text ends here, expected a digit"},
		{`1e.5`, 2, "invalid character '.', expected a digit"},
		{`1.5.2`, 3, "invalid character '.', expected the end of the value"},
		{`0x10`, 1, "invalid character 'x', expected the end of the value"},
		{`1{}`, 1, "invalid character '{', expected the end of the value"},

		{`tru`, 3, "the text ends here, expected true"},
		{`[nil]`, 2, "invalid character 'i', expected null"},
		{`fals `, 4, "invalid character ' ', expected false"},
		{`truex`, 4, "invalid character 'x', expected the end of the value"},
		{`True`, 0, "invalid character 'T', expected a value"},
		{`NaN`, 0, "invalid character 'N', expected a value"},

		{`"abc`, 4, "the text ends inside a string"},
		{`"abcdefghijklmnop`, 17, "the text ends inside a string"},
		{`"`, 1, "the text ends inside a string"},
		{`"a\`, 3, "the text ends inside a string"},
		{`"a\"`, 4, "the text ends inside a string"},
		{`"\u12`, 5, "the text ends inside a string"},
		{"\"ab\xe2\x82", 5, "the text ends inside a string"},
		{`"\q"`, 1, "invalid escape sequence in a string"},
		{`"\uZ"`, 1, "invalid escape sequence in a string"},
		{`"\u12"`, 1, "invalid escape sequence in a string"},
		{`"\u12G4"`, 1, "invalid escape sequence in a string"},
		{`{"12345678\x": 1}`, 10, "invalid escape sequence in a string"},
		{"\"a\tb\"", 2, `control character U+0009 in a string, expected \t`},
		{"\"12345678\n\"", 9, `control character U+000A in a string, expected \n`},
		{"\"\x00\"", 1, `control character U+0000 in a string, expected \u0000`},
		{"\"\x1f\"", 1, `control character U+001F in a string, expected \u001f`},
		{"\"ab\xff\"", 3, "invalid UTF-8 in a string"},
		{"\"12345678\xc3\"", 9, "invalid UTF-8 in a string"},
		{"\"a\\n\xc0\x80\"", 4, "invalid UTF-8 in a string"},
		{"\"\xed\xa0\x80\"", 1, "invalid UTF-8 in a string"},    // a surrogate
		{"\"\xff\tx\"", 1, "invalid UTF-8 in a string"},         // the first of two mistakes
		{"\"\\q\xff", 1, "invalid escape sequence in a string"}, // and of three
	}
	for _, test := range tests {
		syntax := syntaxError(t, []byte(test.text))
		if syntax.Offset != test.offset || syntax.Message != test.message {
			t.Errorf("%q: %d: %s, want %d: %s", test.text, syntax.Offset, syntax.Message, test.offset, test.message)
		}
		if ends := strings.HasPrefix(test.message, "the text ends"); syntax.Truncated != ends {
			t.Errorf("%q: Truncated is %v", test.text, syntax.Truncated)
		}
		if want := fmt.Sprintf("byte %d: %s", test.offset, test.message); syntax.Error() != want {
			t.Errorf("%q: Error() is %q, want %q", test.text, syntax.Error(), want)
		}
	}
}

// TestBadByteAnywhere puts what may not stand in a string at each place of one
// that is longer than what is looked at in one step.
func TestBadByteAnywhere(t *testing.T) {
	const length = 20
	bad := []string{"\x7f\xff", "\x80", "\xf8", `\uG000`, `\u0G00`, `\u00G0`, `\u000G`, `\u00:0`, `\u00@0`}
	for c := range byte(0x20) {
		bad = append(bad, string(c))
	}
	for _, what := range bad {
		for at := range length {
			text := `["` + strings.Repeat("a", at) + what + strings.Repeat("b", length-at) + `"]` + strings.Repeat(" ", length)
			want := len(`["`) + at
			if what[0] == 0x7f { // is allowed, unlike what follows it
				want++
			}
			if syntax := syntaxError(t, []byte(text)); syntax.Offset != want {
				t.Errorf("%q: %v, want offset %d", text, syntax, want)
			}
		}
	}
}

// TestTruncation cuts a text at each offset: whatever is left is too short,
// which is known only at its end.
func TestTruncation(t *testing.T) {
	text := []byte(` {"k\u00e9y ü" : [true, false, null, -1.5e+3, {"a": "\"€\ud83d\ude00"}], "indented":` + "\r\n" + strings.Repeat(" ", 40) + `[{}, []] }`)
	for n := range text {
		syntax := syntaxError(t, text[:n:n])
		if !syntax.Truncated || syntax.Offset != n {
			t.Errorf("%q: %v, Truncated is %v", text[:n], syntax, syntax.Truncated)
		}
	}
}

func TestDepth(t *testing.T) {
	deepest := strings.Repeat("[", MaxDepth) + strings.Repeat("]", MaxDepth)
	tape := parse(t, deepest)
	if end := tape.Span(0).End; end != 2*MaxDepth {
		t.Errorf("the outermost list ends at %d", end)
	}
	for name, text := range map[string][]byte{
		"lists":          []byte("[" + deepest + "]"),
		"100,000 lists":  []byte(strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)),
		"64 MB of lists": bytes.Repeat([]byte("["), 64<<20),
	} {
		syntax := syntaxError(t, text)
		if syntax.Offset != MaxDepth || syntax.Message != "nested deeper than 10000 levels" || syntax.Truncated {
			t.Errorf("%s: %v, Truncated is %v", name, syntax, syntax.Truncated)
		}
	}
	if syntax := syntaxError(t, bytes.Repeat([]byte(`{"":`), 100_000)); syntax.Offset != MaxDepth*len(`{"":`) {
		t.Errorf("objects: %v", syntax)
	}
}

func TestMaxSize(t *testing.T) {
	if testing.Short() {
		t.Skip("needs 1 GiB of address space")
	}
	if syntax := syntaxError(t, make([]byte, MaxSize+1)); syntax.Message != "larger than 1 GiB" {
		t.Error(syntax)
	}
}

func TestTopLevelKeys(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{`{`, nil},
		{`{"a": 1, "b": {"c": [`, []string{"a", "b"}},
		{`{"a": {"x": 1}, "b": [],`, []string{"a", "b"}},
		{`{"a"`, []string{"a"}},
		{`{"a" x`, []string{"a"}},
		{`{"\u0061": [1,]}`, []string{"a"}},
		{`{"a": 1} {"b": `, []string{"a"}},
		{`{"a": 1} x`, []string{"a"}},
		{`{} {"b": `, nil},
		{`{} "b" "c`, nil},
		{`[1`, nil},
		{``, nil},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, syntaxError(t, []byte(test.text)).TopLevelKeys()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestRoots(t *testing.T) {
	tape := parse(t, "{\"a\": [1, 2]} \n\"x\"\n[{}]{}1 true\t")
	var raw []string
	for _, root := range tape.Roots() {
		raw = append(raw, string(tape.Raw(root)))
	}
	if diff := cmp.Diff([]string{`{"a": [1, 2]}`, `"x"`, `[{}]`, `{}`, `1`, `true`}, raw); diff != "" {
		t.Errorf("roots (-want +got):\n%s", diff)
	}
}

func TestParseIntoReusesMemory(t *testing.T) {
	text := []byte(`{"a": [1, {"b": "c"}], "d": null}`)
	tape := parse(t, `[1, 2, 3]`)
	for _, text := range [][]byte{text, []byte(`[`), text} {
		err := ParseInto(tape, text)
		if err != nil {
			if roots := tape.Roots(); len(roots) > 0 {
				t.Errorf("%q: roots %v after an error", text, roots)
			}
			continue
		}
		if raw := tape.Raw(tape.Roots()[0]); !bytes.Equal(raw, text) {
			t.Errorf("the root of %q is %q", text, raw)
		}
	}
	allocs := testing.AllocsPerRun(10, func() {
		if err := ParseInto(tape, text); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 0 {
		t.Errorf("%v allocations with a used tape", allocs)
	}
}

func TestParseElements(t *testing.T) {
	const text = `{"Users": [{"Tags": [1, 2]}, "u", 3], "Note": "n", "Keep": [4, [5]], "Map": {"x": [6]}} [[7]] {"Users": [8]}`
	var asked, seen []string
	tape, err := ParseElements([]byte(text), func(tape *Tape, root, key, first Node) Reader {
		name := fmt.Sprintf("%d %s ", tape.Span(root).Start, tape.String(key))
		asked = append(asked, name+string(tape.Raw(first)))
		if tape.String(key) != "Users" {
			return nil
		}
		return func(tape *Tape, element Node) { seen = append(seen, name+string(tape.Raw(element))) }
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{`0 Users {"Tags": [1, 2]}`, `0 Keep 4`, `94 Users 8`}, asked); diff != "" {
		t.Errorf("visited (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{`0 Users {"Tags": [1, 2]}`, `0 Users "u"`, `0 Users 3`, `94 Users 8`}, seen); diff != "" {
		t.Errorf("read (-want +got):\n%s", diff)
	}

	roots := tape.Roots()
	if len(roots) != 3 {
		t.Fatalf("%d roots, want 3", len(roots))
	}
	users, _ := tape.Member(roots[0], "Users")
	if dropped := slices.Collect(tape.Elements(users)); len(dropped) > 0 || tape.Len(users) != 3 {
		t.Errorf("Users has the elements %v and the length %d, want none and 3", dropped, tape.Len(users))
	}
	if raw := string(tape.Raw(users)); raw != `[{"Tags": [1, 2]}, "u", 3]` {
		t.Errorf("Users is %s", raw)
	}
	for key, want := range map[string]any{
		"Keep": []any{json.Number("4"), []any{json.Number("5")}},
		"Map":  map[string]any{"x": []any{json.Number("6")}},
		"Note": "n",
	} {
		value, ok := tape.Member(roots[0], key)
		if diff := cmp.Diff(want, toAny(tape, value)); !ok || diff != "" {
			t.Errorf("%s (-want +got):\n%s", key, diff)
		}
	}
}

func TestParseElementsError(t *testing.T) {
	_, err := ParseElements([]byte(`{"a": 1, "Users": [1, 2, x`), func(*Tape, Node, Node, Node) Reader {
		return func(*Tape, Node) {}
	})
	var syntax *SyntaxError
	if !errors.As(err, &syntax) || syntax.Offset != 25 {
		t.Fatalf("error %v", err)
	}
	if diff := cmp.Diff([]string{"a", "Users"}, syntax.TopLevelKeys()); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
}

// TestParseElementsSideBySide reads lists that are longer than a batch, with
// elements that are shorter and longer than one.
func TestParseElementsSideBySide(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	var b strings.Builder
	b.WriteString(`{"Keep": [1], "Users": [`)
	var want []string
	for i := range 3 * batchSlots {
		element := fmt.Sprintf(`{"n": %d}`, i)
		if i%10_000 == 0 {
			element = fmt.Sprintf(`[%d%s]`, i, strings.Repeat(`, 1`, batchSlots))
		}
		want = append(want, element)
		b.WriteString(element + ",\n")
	}
	b.WriteString(`"last"], "Roles": ["one"], "Also": [2, 3]}`)
	want = append(want, `"last"`, `"one"`)
	var got []string
	tape, err := ParseElements([]byte(b.String()), func(tape *Tape, _, key, _ Node) Reader {
		if name := tape.String(key); name != "Users" && name != "Roles" {
			return nil
		}
		return func(tape *Tape, element Node) { got = append(got, string(tape.Raw(element))) }
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(want, got) {
		t.Errorf("read %d elements, want %d, or others", len(got), len(want))
	}
	root := tape.Roots()[0]
	if users, _ := tape.Member(root, "Users"); tape.Len(users) != len(want)-1 {
		t.Errorf("Users has the length %d, want %d", tape.Len(users), len(want)-1)
	}
	also, _ := tape.Member(root, "Also")
	if diff := cmp.Diff([]any{json.Number("2"), json.Number("3")}, toAny(tape, also)); diff != "" {
		t.Errorf("Also (-want +got):\n%s", diff)
	}
}

// TestGrowth has texts whose beginning says nothing of the rest.
func TestGrowth(t *testing.T) {
	const n = 50_000
	blank, dense := strings.Repeat(" ", 4*n), strings.Repeat("1,", n)
	for name, text := range map[string]string{
		"dense":         "[" + dense + "1]",
		"dense, sparse": "[" + dense + blank + "1]",
		"sparse, dense": "[" + blank + dense + "1]",
		"nested":        "[" + strings.Repeat("[[],{}],", n) + "1]",
	} {
		tape := parse(t, text)
		if got := tape.Len(0); got != n+1 {
			t.Errorf("%s: %d elements, want %d", name, got, n+1)
		}
		count := 0
		for range tape.Elements(0) {
			count++
		}
		if count != n+1 {
			t.Errorf("%s: %d elements seen, want %d", name, count, n+1)
		}
	}
}

// TestMemory guards what an export costs: the tape takes less than the text and
// little of it is wasted.
func TestMemory(t *testing.T) {
	for _, roles := range []int{1000, 2500, 5000, 6000, 7000, 10_000} {
		text := exportText(roles)
		tape := parse(t, string(text))
		if size := cap(tape.slots) * 8; size > len(text)*3/5 {
			t.Errorf("%d roles: the tape takes %d bytes for %d of text", roles, size, len(text))
		}
		if used, made := len(tape.slots), cap(tape.slots); made > used*11/10 {
			t.Errorf("%d roles: %d of %d slots are used", roles, used, made)
		}
	}
}
