package graph

import "slices"

// AssumeCycles are the sets of roles that can assume one another in a circle,
// in the order of the export. Administrators and others that may assume every
// role are not among them, nor are roles that trust everybody: theirs is
// another fault.
func (g *Graph) AssumeCycles() [][]*Node {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	var cycles [][]*Node
	// First with all that the policies name, then, in what that leaves, with what
	// is really allowed.
	for _, rough := range components(g.roles(), g.mayAssume) {
		inside := make(map[*Node]bool, len(rough))
		for _, n := range rough {
			inside[n] = true
		}
		cycles = append(cycles, components(rough, func(n *Node) []*Node {
			var next []*Node
			for _, t := range g.mayAssume(n) {
				if inside[t] && n.assumes(t) {
					next = append(next, t)
				}
			}
			return next
		})...)
	}
	for _, c := range cycles {
		slices.SortFunc(c, func(a, b *Node) int { return a.index - b.index })
	}
	slices.SortFunc(cycles, func(a, b []*Node) int { return a[0].index - b[0].index })
	return cycles
}

func (g *Graph) roles() []*Node {
	open := make(map[*Node]bool, len(g.everybodys))
	for _, n := range g.everybodys {
		open[n] = true
	}
	var roles []*Node
	for _, n := range g.Nodes {
		if n.Role == nil || n.Administrator || open[n] {
			continue
		}
		if n.gather(); !n.unknown && !slices.ContainsFunc(n.held, func(d *document) bool { return g.targetsOf(d, assumption).all }) {
			roles = append(roles, n)
		}
	}
	return roles
}

// assumption is the number of the action with which a role is assumed.
var assumption = actions.of("sts:AssumeRole")

// mayAssume are the roles that a role's policies or their own trust policies
// name: all that it can assume, and some that it cannot.
func (g *Graph) mayAssume(n *Node) []*Node {
	list := slices.Clone(n.namedBy)
	for _, d := range n.held {
		for _, t := range g.targetsOf(d, assumption).list {
			if t.trustsAccount {
				list = append(list, t)
			}
		}
	}
	return list
}

// components are the strongly connected sets of more than one node (Tarjan).
func components(nodes []*Node, next func(*Node) []*Node) [][]*Node {
	type state struct{ number, low int }
	states := make(map[*Node]*state, len(nodes))
	for _, n := range nodes {
		states[n] = new(state)
	}
	var (
		found [][]*Node
		stack []*Node
		on    = make(map[*Node]bool)
		count int
		visit func(n *Node, s *state)
	)
	visit = func(n *Node, s *state) {
		count++
		s.number, s.low = count, count
		stack, on[n] = append(stack, n), true
		for _, t := range next(n) {
			to := states[t]
			switch {
			case to == nil:
			case to.number == 0:
				visit(t, to)
				s.low = min(s.low, to.low)
			case on[t]:
				s.low = min(s.low, to.number)
			}
		}
		if s.low < s.number {
			return
		}
		at := slices.Index(stack, n)
		if component := slices.Clone(stack[at:]); len(component) > 1 {
			found = append(found, component)
		}
		for _, n := range stack[at:] {
			on[n] = false
		}
		stack = stack[:at]
	}
	for _, n := range nodes {
		if s := states[n]; s.number == 0 {
			visit(n, s)
		}
	}
	return found
}
