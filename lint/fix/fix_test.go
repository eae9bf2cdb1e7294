package fix

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/lint"
)

func TestSelectAndApply(t *testing.T) {
	source, other := &lint.Source{Text: []byte("0123456789")}, &lint.Source{Text: []byte("x")}
	finding := func(name string, fixes ...lint.Fix) lint.Finding { return lint.Finding{Message: name, Fixes: fixes} }
	edit := func(s *lint.Source, start, end int, text string) lint.Edit {
		return lint.Edit{Range: lint.Range{Source: s, Start: start, End: end}, New: text}
	}
	safe := func(edits ...lint.Edit) lint.Fix { return lint.Fix{Safe: true, Edits: edits} }
	findings := []lint.Finding{
		finding("two edits", safe(edit(source, 7, 8, "SEVEN"), edit(source, 1, 2, "ONE"))),
		finding("meets the first", safe(edit(source, 1, 3, "x"))),
		finding("removes", safe(edit(source, 4, 6, ""))),
		finding("the same again", safe(edit(source, 4, 6, ""))),
		finding("unsafe, then safe", lint.Fix{Edits: []lint.Edit{edit(source, 9, 10, "bad")}}, safe(edit(source, 9, 10, "good"))),
		finding("unsafe only", lint.Fix{Edits: []lint.Edit{edit(source, 0, 1, "zero")}}),
		finding("none"),
		finding("not editable", safe(edit(other, 0, 1, "y"))),
	}
	for _, c := range []struct {
		unsafe bool
		text   string
		left   []string
	}{
		{false, "0ONE236SEVEN8good", []string{"meets the first", "unsafe only", "none", "not editable"}},
		{true, "zeroONE236SEVEN8bad", []string{"meets the first", "none", "not editable"}},
	} {
		s := Select(findings, c.unsafe, func(s *lint.Source) bool { return s == source })
		if got := string(Apply(source.Text, s.Edits[source])); got != c.text {
			t.Errorf("unsafe %v: %q, want %q", c.unsafe, got, c.text)
		}
		var left []string
		for _, f := range s.Left {
			left = append(left, f.Message)
		}
		if diff := cmp.Diff(c.left, left); diff != "" {
			t.Errorf("unsafe %v, left (-want +got):\n%s", c.unsafe, diff)
		}
		if len(s.Fixed)+len(s.Left) != len(findings) {
			t.Errorf("%d fixed and %d left of %d", len(s.Fixed), len(s.Left), len(findings))
		}
	}
}
