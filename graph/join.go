package graph

import (
	"slices"
	"strings"
)

// Join adds the ways from one account into another to graphs of several
// accounts: by roles that principals of the other account can assume, as both
// accounts allow it.
func Join(graphs ...*Graph) {
	for _, g := range graphs {
		g.frontiers = nil
		for _, n := range g.Nodes {
			n.comers, n.helped = nil, nil
		}
	}
	all := make(map[*Graph][]*Node)
	for _, g := range graphs {
		all[g] = g.Nodes
	}
	join(graphs, all)
}

// OutsideOf are those outside of the accounts of some graphs who come to
// administrators in them, and the root users: what Outside gives of each, but for
// those who are of another one of the accounts.
func OutsideOf(graphs ...*Graph) []*Node {
	var list []*Node
	for _, g := range graphs {
		for _, n := range g.Outside() {
			of := func(other *Graph) bool {
				return n.Type == AccountType && other.account.ID == n.Name.Value || n.Type != RootType && other.Find(n.ARN.Value) != nil
			}
			if !slices.ContainsFunc(graphs, of) {
				list = append(list, n)
			}
		}
	}
	return list
}

// join looks for the ways of some nodes of each account.
func join(graphs []*Graph, of map[*Graph][]*Node) {
	for changed := true; changed; {
		changed = false
		for _, from := range graphs {
			for _, to := range graphs {
				if from != to && from.goal == to.goal {
					changed = from.enter(to, of[from]) || changed
				}
			}
		}
	}
}

var assuming = &mechanisms[slices.IndexFunc(mechanisms, func(m Mechanism) bool { return m.ID == assumeRole })]

// enter finds which of some principals of the account can assume a role of another
// one that has a way, and who can act as them.
func (g *Graph) enter(other *Graph, nodes []*Node) bool {
	lowest := unreached
	for _, t := range other.Nodes {
		if t.Role == nil || t.Role.Trust == nil || !t.Reaches() || t.unknown || !other.names(t, g.account.ID) {
			continue
		}
		for _, n := range nodes {
			if n.Reaches() || !n.offers.has(assumption) {
				continue
			}
			if n.gather(); n.unknown || !n.assumes(t) {
				continue
			}
			n.Ways = append(n.Ways, &Way{From: n, Mechanism: assuming, To: t})
			n.level, n.next = t.level+1, n.Ways[len(n.Ways)-1]
			if lowest == unreached || n.level < lowest {
				lowest = n.level
			}
		}
	}
	if lowest == unreached {
		return false
	}
	var rest []*Node
	for _, n := range nodes {
		if !n.Reaches() && (n.gathered || len(n.namedBy) > 0) && !n.unknown {
			n.gather()
			rest = append(rest, n)
		}
	}
	g.extend(rest, lowest)
	return true
}

// names says whether a role's trust policy names an account, somebody of it, or
// everybody.
func (g *Graph) names(role *Node, account string) bool {
	trust := g.current(role.Role.Trust)
	for i := range trust.Statements {
		for _, p := range trust.Statements[i].Principal.Entries {
			if p.Everyone() || p.Type == "AWS" && strings.Contains(p.Value.Text, account) {
				return true
			}
		}
	}
	return false
}
