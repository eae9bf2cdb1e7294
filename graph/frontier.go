package graph

import (
	"maps"
	"slices"
)

// A frontier are the nodes of a level, administrators first.
type frontier struct {
	level    int
	roles    []*Node
	users    []*Node
	trusting map[string][]*Node // roles that trust a service
	open     []*Node            // roles whose trust policy names everybody
}

func (f *frontier) empty() bool { return len(f.roles)+len(f.users) == 0 }

func (g *Graph) frontierAt(level int) *frontier {
	if g.trial != nil {
		return g.frontierOnTrial(level)
	}
	return g.frontierOf(level, func(n *Node) bool { return n.level == level && !n.unknown })
}

// frontierOf are some nodes, which have a level.
func (g *Graph) frontierOf(level int, of func(*Node) bool) *frontier {
	f := &frontier{level: level, trusting: make(map[string][]*Node)}
	for _, first := range [...]bool{true, false} {
		at := func(n *Node) bool { return n.Administrator == first && of(n) }
		for _, n := range g.Nodes {
			switch {
			case !at(n):
			case n.User != nil:
				f.users = append(f.users, n)
			default:
				f.roles = append(f.roles, n)
			}
		}
		for service, roles := range g.trusting {
			for _, n := range roles {
				if at(n) && g.trusts(n, service) {
					f.trusting[service] = append(f.trusting[service], n)
				}
			}
		}
		for _, n := range g.everybodys {
			if at(n) {
				f.open = append(f.open, n)
			}
		}
	}
	return f
}

// frontierOnTrial is the known one, with whom the trial found other ways. Those
// whose ways are shut are of no level.
func (g *Graph) frontierOnTrial(level int) *frontier {
	f := &frontier{level: level}
	if level < len(g.frontiers) {
		*f = *g.frontiers[level]
	}
	revived := g.trial.revived(g, level)
	if len(revived) == 0 {
		return f
	}
	f.users, f.roles, f.open, f.trusting = slices.Clip(f.users), slices.Clip(f.roles), slices.Clip(f.open), maps.Clone(f.trusting)
	if f.trusting == nil {
		f.trusting = make(map[string][]*Node)
	}
	for _, n := range revived {
		switch {
		case n.User != nil:
			f.users = append(f.users, n)
		default:
			f.roles = append(f.roles, n)
			for service, roles := range g.trusting {
				if slices.Contains(roles, n) && g.trusts(n, service) {
					known := f.trusting[service]
					f.trusting[service] = append(known[:len(known):len(known)], n)
				}
			}
			if slices.Contains(g.everybodys, n) {
				f.open = append(f.open[:len(f.open):len(f.open)], n)
			}
		}
	}
	return f
}
