package graph

import (
	"slices"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
)

// A Cut is a statement without which principals have no way any more.
type Cut struct {
	Allowing
	Closes int // how many principals have no way without it
}

// Cuts are the statements on the ways of one account, or of several that were
// joined, of which the removal closes most, the best first. Of the statements that
// most of the shortest ways need, as many as most are tried: each is taken out,
// and other ways are looked for.
func Cuts(most int, graphs ...*Graph) []Cut {
	type candidate struct {
		cut   Cut
		count int
	}
	var list []*candidate
	known := make(map[statementKey]*candidate)
	for _, g := range graphs {
		for _, n := range g.Nodes {
			counted := make(map[statementKey]bool)
			for _, w := range n.Steps() {
				for _, a := range w.allowing() {
					key := a.key()
					if a.Document == nil || counted[key] {
						continue
					}
					counted[key] = true
					c := known[key]
					if c == nil {
						c = &candidate{cut: Cut{Allowing: a}}
						known[key], list = c, append(list, c)
					}
					c.count++
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b *candidate) int { return b.count - a.count })
	var cuts []Cut
	for _, c := range list[:min(most, len(list))] {
		t := try(graphs, c.cut.Allowing)
		c.cut.Closes = len(t.closed())
		t.end()
		if c.cut.Closes > 0 {
			cuts = append(cuts, c.cut)
		}
	}
	slices.SortStableFunc(cuts, func(a, b Cut) int { return b.Closes - a.Closes })
	return cuts
}

// A statementKey tells statements apart at their places: identical policies share
// one document.
type statementKey struct {
	document  *account.PolicyDocument
	statement *policy.Statement
}

func (a *Allowing) key() statementKey { return statementKey{a.Document, a.Statement} }

// allowing are the statements that allow the requests of a way.
func (w *Way) allowing() []Allowing {
	var all []Allowing
	for _, p := range w.Proofs() {
		all = append(all, p.Statements...)
	}
	return all
}
