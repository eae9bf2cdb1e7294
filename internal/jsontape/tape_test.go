package jsontape

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// toAny builds the value that encoding/json makes of a text, with numbers as
// json.Number.
func toAny(t *Tape, n Node) any {
	switch t.Kind(n) {
	case Object:
		object := map[string]any{}
		for key, value := range t.Members(n) {
			object[t.String(key)] = toAny(t, value)
		}
		return object
	case Array:
		list := make([]any, 0, t.Len(n))
		for element := range t.Elements(n) {
			list = append(list, toAny(t, element))
		}
		return list
	case String:
		return t.String(n)
	case Number:
		return json.Number(t.Raw(n))
	case True, False:
		return t.Kind(n) == True
	}
	return nil
}

func TestValues(t *testing.T) {
	tests := []struct {
		text string
		kind Kind
		name string
		len  int
	}{
		{`null`, Null, "null", 0},
		{`false`, False, "false", 0},
		{`true`, True, "true", 0},
		{`0`, Number, "a number", 0},
		{`-12.5E-3`, Number, "a number", 0},
		{`""`, String, "a string", 0},
		{`"abc"`, String, "a string", 0},
		{`[]`, Array, "a list", 0},
		{`[ ]`, Array, "a list", 0},
		{`[1,[2,3]]`, Array, "a list", 2},
		{`{}`, Object, "an object", 0},
		{`{"a":{"b":1,"c":2},"a":[],"d":""}`, Object, "an object", 3},
	}
	for _, test := range tests {
		tape := parse(t, " \n"+test.text+"\t")
		if kind := tape.Kind(0); kind != test.kind || kind.String() != test.name {
			t.Errorf("%s: kind %v", test.text, kind)
		}
		if n := tape.Len(0); n != test.len {
			t.Errorf("%s: length %d, want %d", test.text, n, test.len)
		}
		if span := tape.Span(0); span != (Span{2, 2 + uint32(len(test.text))}) {
			t.Errorf("%s: span %v", test.text, span)
		}
		if raw := string(tape.Raw(0)); raw != test.text {
			t.Errorf("%s: raw %s", test.text, raw)
		}
		if next := tape.Next(0); int(next) != len(tape.slots) {
			t.Errorf("%s: next is %d of %d", test.text, next, len(tape.slots))
		}
		if test.kind != String && (tape.String(0) != "" || tape.Is(0, "") || tape.HasEscapes(0)) {
			t.Errorf("%s is taken for a string", test.text)
		}
	}
}

func TestMembersAndElements(t *testing.T) {
	tape := parse(t, `{"a": 1, "b": [true, [], "x"], "a": 2}`)
	var members []string
	for key, value := range tape.Members(0) {
		members = append(members, tape.String(key)+"="+string(tape.Raw(value)))
	}
	if diff := cmp.Diff([]string{`a=1`, `b=[true, [], "x"]`, `a=2`}, members); diff != "" {
		t.Errorf("members (-want +got):\n%s", diff)
	}

	b, ok := tape.Member(0, "b")
	if !ok {
		t.Fatal("no member b")
	}
	var elements []string
	for element := range tape.Elements(b) {
		elements = append(elements, string(tape.Raw(element)))
	}
	if diff := cmp.Diff([]string{`true`, `[]`, `"x"`}, elements); diff != "" {
		t.Errorf("elements (-want +got):\n%s", diff)
	}

	if a, _ := tape.Member(0, "a"); string(tape.Raw(a)) != "1" {
		t.Errorf("the first a is %s", tape.Raw(a))
	}
	if _, ok := tape.Member(0, "c"); ok {
		t.Error("a member c")
	}
	if _, ok := tape.Member(b, "a"); ok {
		t.Error("a member of a list")
	}
	for range tape.Elements(0) {
		t.Error("an element of an object")
	}
	for range tape.Members(b) {
		t.Error("a member of a list")
	}
	for range tape.Members(0) { // a loop may end early
		break
	}
	for range tape.Elements(b) {
		break
	}
}

func TestStrings(t *testing.T) {
	tests := []struct {
		text, want string
		escapes    bool
	}{
		{`""`, "", false},
		{`"sts:AssumeRole"`, "sts:AssumeRole", false},
		{`"ü€😀"`, "ü€😀", false},
		{`"\""`, `"`, true},
		{`"\\"`, `\`, true},
		{`"a\/b"`, "a/b", true},
		{`"\b\f\n\r\t"`, "\b\f\n\r\t", true},
		{`"{\"Version\": \"2012-10-17\"}"`, `{"Version": "2012-10-17"}`, true},
		{`"\u0041\u00e9\u20AC"`, "Aé€", true},
		{`"\u0000"`, "\x00", true},
		{`"\ud83d\ude00!"`, "😀!", true},
		{`"\uD83D\uDE00"`, "😀", true},
		{`"\ud800"`, "\ufffd", true},
		{`"\ud800x"`, "\ufffdx", true},
		{`"\ud800\u0041"`, "\ufffdA", true},
		{`"\ud800\ud83d\ude00"`, "\ufffd😀", true},
		{`"\ude00\ud83d"`, "\ufffd\ufffd", true},
		{`"\ud800\n"`, "\ufffd\n", true},
	}
	for _, test := range tests {
		tape := parse(t, test.text)
		if got := tape.String(0); got != test.want {
			t.Errorf("%s: %q, want %q", test.text, got, test.want)
		}
		if got := tape.HasEscapes(0); got != test.escapes {
			t.Errorf("%s: HasEscapes is %v", test.text, got)
		}
		if !tape.Is(0, test.want) {
			t.Errorf("%s is not %q", test.text, test.want)
		}
		for _, other := range []string{test.want + "x", "x" + test.want, test.want + "\ufffd", "\ufffe", test.text} {
			if tape.Is(0, other) {
				t.Errorf("%s is %q", test.text, other)
			}
		}
		if n := len(test.want); n > 0 && tape.Is(0, test.want[:n-1]) {
			t.Errorf("%s is %q", test.text, test.want[:n-1])
		}
		if allocs := testing.AllocsPerRun(10, func() { tape.Is(0, test.want) }); allocs > 0 {
			t.Errorf("%s: Is makes %v allocations", test.text, allocs)
		}
		limit := 0.0
		if test.escapes {
			limit = 1
		}
		if allocs := testing.AllocsPerRun(10, func() { _ = tape.String(0) }); allocs > limit {
			t.Errorf("%s: String makes %v allocations", test.text, allocs)
		}
	}
}
