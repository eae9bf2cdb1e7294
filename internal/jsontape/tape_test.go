package jsontape

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"
)

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
		{`[1`, 2, "the text ends here, expected ',' or ']'"},
		{`[1,`, 3, "the text ends here, expected a value"},
		{`[1,]`, 2, "trailing comma before ']'"},
		{`{"a":1,}`, 6, "trailing comma before '}'"},
		{`{a:1}`, 1, "invalid character 'a', expected a key in double quotes"},
		{`{"a" 1}`, 5, "invalid character '1', expected ':'"},
		{`[1 2]`, 3, "invalid character '2', expected ',' or ']'"},
		{`[1}`, 2, "invalid character '}', expected ',' or ']'"},
		{`// x`, 0, "invalid character '/', expected a value"},
		{`01`, 1, "invalid character '1', expected the end of the value"},
		{`-`, 1, "the text ends here, expected a digit"},
		{`1.`, 2, "the text ends here, expected a digit"},
		{`1e+`, 3, "the text ends here, expected a digit"},
		{`tru`, 0, "invalid character 't', expected a value"},
		{`truex`, 4, "invalid character 'x', expected the end of the value"},
		{`"abc`, 4, "the text ends inside a string"},
		{`"\q"`, 1, "invalid escape sequence in a string"},
		{`"\u12`, 5, "the text ends inside a string"},
		{`"\u12G4"`, 1, "invalid escape sequence in a string"},
		{"\"a\tb\"", 2, "control character U+0009 in a string, expected an escape sequence"},
		{"\"ab\xff\"", 3, "invalid UTF-8 in a string"},
		{"\"12345678\xc3\"", 9, "invalid UTF-8 in a string"},
		{"\xff", 0, "invalid UTF-8, expected a value"},
		{strings.Repeat("[", 100_000), 10_000, "nested deeper than 10000 levels"},
	}
	for _, test := range tests {
		_, err := Parse([]byte(test.text))
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Errorf("%.40q: error %v, want a SyntaxError", test.text, err)
			continue
		}
		if syntax.Offset != test.offset || syntax.Message != test.message {
			t.Errorf("%.40q: %d: %s, want %d: %s", test.text, syntax.Offset, syntax.Message, test.offset, test.message)
		}
		if ends := strings.Contains(test.message, "the text ends"); syntax.Truncated != ends {
			t.Errorf("%.40q: Truncated is %v", test.text, syntax.Truncated)
		}
	}
}

func TestBracketsWithoutEnd(t *testing.T) {
	if _, err := Parse(bytes.Repeat([]byte("["), 64<<20)); err == nil {
		t.Error("64 MB of brackets were accepted")
	}
}

func TestTopLevelKeys(t *testing.T) {
	for text, want := range map[string][]string{
		`{`:                        nil,
		`{"a": 1, "b": {"c": [`:    {"a", "b"},
		`{"a": {"x": 1}, "b": [],`: {"a", "b"},
		`{"a"`:                     {"a"},
		`[1`:                       nil,
	} {
		_, err := Parse([]byte(text))
		var syntax *SyntaxError
		if !errors.As(err, &syntax) {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want, syntax.TopLevelKeys()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestRoots(t *testing.T) {
	tape, err := Parse([]byte("{\"a\": [1, 2]} \n\"x\"\n[{}]{}"))
	if err != nil {
		t.Fatal(err)
	}
	var raw []string
	for _, root := range tape.Roots() {
		raw = append(raw, string(tape.Raw(root)))
	}
	if diff := cmp.Diff([]string{`{"a": [1, 2]}`, `"x"`, `[{}]`, `{}`}, raw); diff != "" {
		t.Errorf("roots (-want +got):\n%s", diff)
	}
}

func TestPointers(t *testing.T) {
	text := `{"a/b": [10, {"c~d": "x"}], "e": {}, "f": "y"}`
	tape, err := Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var offsets []int
	var want []string
	for _, at := range []struct{ find, pointer string }{
		{`"a/b"`, "/a~1b"}, {`[10`, "/a~1b"}, {`10`, "/a~1b/0"}, {`{"c`, "/a~1b/1"}, {`"c~d"`, "/a~1b/1/c~0d"},
		{`"x"`, "/a~1b/1/c~0d"}, {`"e"`, "/e"}, {`{}`, "/e"}, {`"f"`, "/f"}, {`"y"`, "/f"},
	} {
		offsets = append(offsets, strings.Index(text, at.find))
		want = append(want, at.pointer)
	}
	if diff := cmp.Diff(want, tape.Pointers(offsets)); diff != "" {
		t.Errorf("pointers (-want +got):\n%s", diff)
	}
	for i, offset := range offsets { // one by one, without what a sweep remembers
		if got := tape.Pointers([]int{offset}); got[0] != want[i] {
			t.Errorf("offset %d alone: %q, want %q", offset, got[0], want[i])
		}
	}
}

var seeds = []string{
	`{}`, `[]`, `null`, `true`, `false`, `0`, `-1.5e+3`, `"x"`, `{"a":[1,{"b":"\u00e9\n"},[]],"c":{}}`, "[\"\\ud83d\\ude00 \U0001F600\"]",
	`{"a":1,"a":2}`, `[1,2,]`, `{"a"}`, "\"\\ud800\"", `[[[[]]]]`, ` { "Version" : "2012-10-17" , "Statement" : [ ] } `, `01`, `1 2`,
}

// FuzzParse compares with encoding/json, which accepts one value and does not mind invalid UTF-8.
func FuzzParse(f *testing.F) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		tape, err := Parse(text)
		valid := json.Valid(text) && utf8.Valid(text)
		if err != nil {
			var syntax *SyntaxError
			if !errors.As(err, &syntax) || syntax.Offset < 0 || syntax.Offset > len(text) {
				t.Fatalf("error %v", err)
			}
			if valid && !strings.Contains(syntax.Message, "nested") {
				t.Fatalf("refused valid JSON: %v", err)
			}
			return
		}
		roots := tape.Roots()
		if (len(roots) == 1) != valid {
			t.Fatalf("accepted %d values, encoding/json says %v", len(roots), valid)
		}
		for _, root := range roots {
			var want any
			decoder := json.NewDecoder(bytes.NewReader(tape.Raw(root)))
			decoder.UseNumber()
			if err := decoder.Decode(&want); err != nil {
				t.Fatalf("encoding/json refuses the root %q: %v", tape.Raw(root), err)
			}
			if diff := cmp.Diff(want, decode(tape, root)); diff != "" {
				t.Fatalf("(-encoding/json +tape):\n%s", diff)
			}
		}
		offsets := make([]int, len(text))
		for i := range offsets {
			offsets[i] = i
		}
		if len(text) < 200 {
			for i, pointer := range tape.Pointers(offsets) {
				if alone := tape.Pointers([]int{i})[0]; alone != pointer {
					t.Fatalf("pointer at %d is %q in a sweep and %q alone", i, pointer, alone)
				}
			}
		}
	})
}

// decode builds the value of encoding/json from the tape.
func decode(t *Tape, n Node) any {
	switch t.Kind(n) {
	case Object:
		object := map[string]any{}
		for key, value := range t.Members(n) {
			object[t.String(key)] = decode(t, value)
		}
		return object
	case Array:
		list := make([]any, 0, t.Len(n))
		for element := range t.Elements(n) {
			list = append(list, decode(t, element))
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

// benchmarkText is an export like those of the AWS CLI, or the file that
// IAMLINT_BENCH_FILE names.
func benchmarkText(b *testing.B) []byte {
	b.Helper()
	if name := os.Getenv("IAMLINT_BENCH_FILE"); name != "" {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		return text
	}
	var text bytes.Buffer
	text.WriteString("{\n    \"RoleDetailList\": [\n")
	for i := range 2000 {
		if i > 0 {
			text.WriteString(",\n")
		}
		fmt.Fprintf(&text, `        {
            "RoleName": "role-%d",
            "Arn": "arn:aws:iam::111122223333:role/role-%d",
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": [
                            "sts:AssumeRole",
                            "sts:TagSession"
                        ]
                    }
                ]
            }
        }`, i, i)
	}
	text.WriteString("\n    ]\n}\n")
	return text.Bytes()
}

func BenchmarkParse(b *testing.B) {
	text := benchmarkText(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseInto(b *testing.B) {
	text := benchmarkText(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	tape := new(Tape)
	for b.Loop() {
		if err := ParseInto(tape, text); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkGJSONValid is the yardstick.
func BenchmarkGJSONValid(b *testing.B) {
	text := benchmarkText(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if !gjson.ValidBytes(text) {
			b.Fatal("not valid")
		}
	}
}
