package account

import (
	"testing"

	"github.com/iamlint/iamlint/policy"
)

// TestInterned keeps documents apart whose texts have the same hash.
func TestInterned(t *testing.T) {
	file := &File{Text: []byte(`{"a":1}{"b":2}`)}
	place := func(base uint32) *PolicyDocument {
		return &PolicyDocument{Document: &policy.Document{Span: Span{End: 7}}, File: file, base: base}
	}
	known := newInterned()
	a, b := place(0), place(7)
	known.add(1, a)
	known.add(1, b)
	for text, want := range map[string]*PolicyDocument{`{"a":1}`: a, `{"b":2}`: b, `{"c":3}`: nil} {
		if got := known.find(1, text); got != want {
			t.Errorf("find(%s) is the document at %v, want %v", text, got, want)
		}
	}
	if got := known.find(2, `{"a":1}`); got != nil {
		t.Errorf("found %v by another hash", got)
	}
}
