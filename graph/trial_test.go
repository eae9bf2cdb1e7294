package graph

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
)

// TestTrial takes each statement that a way needs out of the accounts of
// IAMLINT_CORPUS and, where it is set, of IAMLINT_EXPORT, and compares whom the
// trial leaves a way with a graph that is made anew without the statement.
func TestTrial(t *testing.T) {
	dir := os.Getenv("IAMLINT_CORPUS")
	if dir == "" {
		t.Skip("IAMLINT_CORPUS names no folder of real exports")
	}
	files, err := filepath.Glob(filepath.Join(dir, "gaad", "*", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no exports in %s (%v)", dir, err)
	}
	if export := os.Getenv("IAMLINT_EXPORT"); export != "" {
		files = append(files, export)
	}
	tried := 0
	for _, file := range files {
		set := account.Load([]string{file}, account.Options{})
		for _, a := range set.Accounts {
			if a.AuthorizationDetails != nil {
				tried += compareTrials(t, file, account.PrincipalsOf(a, catalog.Default()))
			}
		}
	}
	if tried < 50 {
		t.Errorf("only %d statements were taken out", tried)
	}
}

func compareTrials(t *testing.T, file string, principals *account.Principals) int {
	g := New(principals, catalog.Default())
	before := reaching(g)
	var cuts []Allowing
	for _, n := range g.Nodes {
		for _, w := range n.Ways {
			for _, a := range w.allowing() {
				if a.Document != nil && !slices.ContainsFunc(cuts, func(known Allowing) bool { return known.key() == a.key() }) {
					cuts = append(cuts, a)
				}
			}
		}
	}
	for i, a := range cuts {
		together := cuts[i:min(i+1+i%3, len(cuts))]
		trial := try([]*Graph{g}, together...)
		got := reaching(g)
		trial.end()
		outer := try([]*Graph{g}, together[0])
		inner := try([]*Graph{g}, together[1:]...)
		nested := reaching(g)
		inner.end()
		outer.end()
		if !slices.Equal(got, nested) {
			t.Errorf("%s: without statement %s of %s and %d more: %d have a way, one after the other %d", filepath.Base(file), a.Statement.Sid.Text, a.Document.Name, len(together)-1, len(got), len(nested))
		}
		if want := reaching(anew(principals, together)); !slices.Equal(got, want) {
			t.Errorf("%s: without statement %s of %s and %d more: %d have a way, want %d", filepath.Base(file), a.Statement.Sid.Text, a.Document.Name, len(together)-1, len(got), len(want))
		}
	}
	if !slices.Equal(reaching(g), before) {
		t.Errorf("%s: the trials left the graph changed", file)
	}
	return len(cuts)
}

// anew is a graph of what is left of the policies.
func anew(principals *account.Principals, cut []Allowing) *Graph {
	g := newGraph(principals, catalog.Default())
	g.without = make(map[*account.PolicyDocument]*policy.Document)
	for _, a := range cut {
		g.without[a.Document] = a.Document.Without(statementsOf(a.Document, cut)...)
	}
	g.prepare()
	g.search()
	return g
}

func reaching(g *Graph) []string {
	var arns []string
	for _, n := range g.Nodes {
		if n.Reaches() {
			arns = append(arns, n.ARN.Value)
		}
	}
	return arns
}
