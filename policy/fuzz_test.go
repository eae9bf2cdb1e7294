package policy

import (
	"slices"
	"testing"

	"github.com/iamlint/iamlint/internal/jsontape"
	"github.com/iamlint/iamlint/internal/seeds"
)

// FuzzParse holds that every value of a document has its place in the text.
func FuzzParse(f *testing.F) {
	seeds.Add(f, func(text []byte) bool { return slices.Contains(topLevel(text), "Statement") })
	f.Fuzz(func(t *testing.T, text []byte) {
		doc, err := Parse(text)
		if (doc == nil) == (err == nil) {
			t.Fatalf("document %v, error %v", doc, err)
		}
		if err != nil {
			return
		}
		checkSpans(t, doc)
	})
}

// topLevel are the keys of an object.
func topLevel(text []byte) []string {
	tape, err := jsontape.Parse(text)
	if err != nil || tape.Kind(tape.Roots()[0]) != jsontape.Object {
		return nil
	}
	var keys []string
	for name := range tape.Members(tape.Roots()[0]) {
		keys = append(keys, tape.String(name))
	}
	return keys
}

func checkSpans(t *testing.T, doc *Document) {
	t.Helper()
	within := func(what string, s Span) {
		if s.Start > s.End || s.End > doc.Span.End {
			t.Errorf("%s at %d to %d of a document of %d bytes", what, s.Start, s.End, doc.Span.End)
		}
	}
	value := func(what string, v Value) {
		if v.Present() {
			within(what, v.Span)
		} else if v.Text != "" {
			t.Errorf("%s %q has no place", what, v.Text)
		}
	}
	value("version", doc.Version)
	value("id", doc.ID)
	for i := range doc.Statements {
		s := &doc.Statements[i]
		within("statement", s.Span)
		value("sid", s.Sid)
		value("effect", s.Effect)
		for _, e := range []Element{s.Action, s.NotAction, s.Resource, s.NotResource} {
			within("element", e.Span)
			for _, v := range e.Values {
				value("entry", v)
			}
		}
		for _, p := range []Principals{s.Principal, s.NotPrincipal} {
			within("principals", p.Span)
			for _, entry := range p.Entries {
				value("principal", entry.Value)
			}
		}
	}
	for _, p := range doc.Problems {
		within("problem", p.Span)
		if p.Detail == "" && p.Kind == InvalidJSON {
			t.Error("a problem that says nothing")
		}
	}
}
