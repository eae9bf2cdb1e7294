package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/iamlint/iamlint/lint"
)

var update = flag.Bool("update", false, "write the golden files anew")

var reports = []struct {
	name string
	make func() *lint.Report
}{
	{"accounts", accountsReport},
	{"line", lineReport},
	{"hostile", hostileReport},
	{"clean", cleanReport},
	{"errors", errorsReport},
	{"empty", emptyReport},
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got); if that is meant, run go test ./report -update\n%s", path, diff)
	}
}

func write(t testing.TB, format string, r *lint.Report, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, r, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	for _, c := range reports {
		for _, format := range Formats() {
			if format == "html" {
				continue // html_test.go holds what is in it
			}
			t.Run(c.name+"."+format, func(t *testing.T) {
				golden(t, c.name+"."+format, write(t, format, c.make(), Options{Root: "/abs"}))
			})
		}
	}
	golden(t, "accounts-color.text", write(t, "text", accountsReport(), Options{Color: true, Width: 60}))
	golden(t, "accounts-verbose.text", write(t, "text", accountsReport(), Options{Verbose: true}))
	golden(t, "accounts-quiet.text", write(t, "text", accountsReport(), Options{Quiet: true}))
	golden(t, "accounts-linehash.sarif", write(t, "sarif", accountsReport(), Options{LineFingerprints: true}))
}

func TestUnknownFormat(t *testing.T) {
	err := Write(new(bytes.Buffer), "yaml", emptyReport(), Options{})
	if err == nil || !strings.Contains(err.Error(), `"yaml"`) || !strings.Contains(err.Error(), "text, compact, json, jsonl, sarif") {
		t.Errorf("got %v", err)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

var errFull = errors.New("disk full")

func TestWriteError(t *testing.T) {
	for _, format := range Formats() {
		if err := Write(fullDisk{}, format, accountsReport(), Options{}); !errors.Is(err, errFull) {
			t.Errorf("%s: got %v", format, err)
		}
	}
}

// schemaOf compiles a schema, with formats asserted.
func schemaOf(t *testing.T, text []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func validate(t *testing.T, schema *jsonschema.Schema, text []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Error(err)
	}
}

func TestJSONMatchesSchema(t *testing.T) {
	schema := schemaOf(t, Schema())
	for _, c := range reports {
		t.Run(c.name, func(t *testing.T) { validate(t, schema, write(t, "json", c.make(), Options{})) })
	}
}

func TestSchemaIsStrict(t *testing.T) {
	schema := schemaOf(t, Schema())
	text := write(t, "json", accountsReport(), Options{})
	for _, edit := range []struct{ old, new string }{
		{`"schemaVersion": 1`, `"schemaVersion": 2`},
		{`"severity": "critical"`, `"severity": "fatal"`},
		{`"pointer": `, `"extra": 1, "pointer": `},
		{`"needs": [`, `"need": [`},
		{`"alias": "prod"`, `"alias": null`},
		{`"critical": 1`, `"critical": -1`},
		{`"2026-01-31T00:00:00Z"`, `"yesterday"`},
	} {
		if !bytes.Contains(text, []byte(edit.old)) {
			t.Fatalf("no %s in the output", edit.old)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(bytes.Replace(text, []byte(edit.old), []byte(edit.new), 1)))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(doc) == nil {
			t.Errorf("valid with %s", edit.new)
		}
	}
}

func TestJSONIsIndented(t *testing.T) {
	for _, c := range reports {
		text := write(t, "json", c.make(), Options{})
		var want bytes.Buffer
		if err := json.Indent(&want, text, "", "  "); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.String(), string(text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestJSONLines(t *testing.T) {
	var types []string
	for line := range bytes.Lines(write(t, "jsonl", accountsReport(), Options{})) {
		var object struct{ Type, Account, RuleID string }
		if err := json.Unmarshal(line, &object); err != nil {
			t.Fatal(err)
		}
		types = append(types, strings.TrimSpace(object.Type+" "+object.Account+" "+object.RuleID))
	}
	want := []string{
		"finding " + dev + " policy-grant-wide", "finding " + prod + " role-tag-missing", "finding " + prod + " trust-anyone",
		"finding " + prod + " policy-grant-wide", "finding " + prod + " access-key-old", "finding  user-shared",
		"finding " + prod + " policy-grant-wide", "finding " + prod + " access-key-old", // suppressed
		"notEvaluated " + prod + " root-mfa-missing", "notEvaluated " + dev + " access-key-old",
		"notEvaluated " + dev + " user-shared", "notEvaluated  access-key-old", "error", "error", "summary",
	}
	if diff := cmp.Diff(want, types); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Nothing that commands a terminal leaves through the text format.
func TestTextIsPrintable(t *testing.T) {
	for _, o := range []Options{{}, {Verbose: true}, {Width: 41}} {
		for _, c := range reports {
			for i, b := range write(t, "text", c.make(), o) {
				if b < ' ' && b != '\n' || b == 0x7f {
					t.Fatalf("%s: byte %#x at %d", c.name, b, i)
				}
			}
			for _, r := range string(write(t, "text", c.make(), o)) {
				if r >= 0x80 && r < 0xa0 || r == '\u202e' || r == '\u200b' {
					t.Errorf("%s: %U", c.name, r)
				}
			}
		}
	}
}

// A source is asked once for its pointers, at ascending offsets.
func TestPointersAreAskedInOrder(t *testing.T) {
	r := lineReport()
	r.Findings = append(r.Findings, r.Findings[0], r.Findings[1])
	asked := 0
	r.Findings[0].Range.Source.Pointer = func(offsets []int) []string {
		asked++
		if len(offsets) != 2 || offsets[0] >= offsets[1] {
			t.Errorf("asked for %v", offsets)
		}
		return []string{"/a", "/b"}
	}
	text := string(write(t, "json", r, Options{}))
	if asked != 1 || strings.Count(text, `"pointer": "/a"`) != 2 || strings.Count(text, `"pointer": "/b"`) != 2 {
		t.Errorf("asked %d times:\n%s", asked, text)
	}
}
