package graph

import (
	"slices"

	"github.com/iamlint/iamlint/policy"
)

// A Cut is a statement without which principals have no way any more.
type Cut struct {
	Allowing
	Closes int // how many principals have no way without it
}

// Cuts are the statements on the ways of which the removal closes most, the best
// first. Of the statements that most of the found ways need, as many as most are
// tried: each is taken out, and all ways are looked for again.
func (g *Graph) Cuts(most int) []Cut {
	type candidate struct {
		cut   Cut
		count int
	}
	var list []*candidate
	known := make(map[*policy.Statement]*candidate)
	for _, n := range g.Nodes {
		counted := make(map[*policy.Statement]bool)
		for _, w := range n.Steps() {
			for _, p := range w.Proofs() {
				for _, a := range p.Statements {
					if a.Document == nil || counted[a.Statement] {
						continue
					}
					counted[a.Statement] = true
					c := known[a.Statement]
					if c == nil {
						c = &candidate{cut: Cut{Allowing: a}}
						known[a.Statement], list = c, append(list, c)
					}
					c.count++
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b *candidate) int { return b.count - a.count })
	var cuts []Cut
	for _, c := range list[:min(most, len(list))] {
		if c.cut.Closes = g.closes(c.cut.Document.Document, c.cut.Statement); c.cut.Closes > 0 {
			cuts = append(cuts, c.cut)
		}
	}
	slices.SortStableFunc(cuts, func(a, b Cut) int { return b.Closes - a.Closes })
	return cuts
}

// closes says how many principals have no way without a statement.
func (g *Graph) closes(d *policy.Document, s *policy.Statement) int {
	rest := newGraph(g.principals, g.facts)
	rest.without = map[*policy.Document]*policy.Document{d: d.Without(s)}
	rest.prepare()
	if g.goal != nil {
		rest.goal = rest.byARN[g.goal.ARN.Value]
	}
	rest.search()
	closed := 0
	for i, n := range g.Nodes {
		if n.next != nil && !rest.Nodes[i].Reaches() {
			closed++
		}
	}
	return closed
}
