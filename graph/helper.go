package graph

import "slices"

// maxHelped is how often somebody is asked whether it can act as one who might help
// it: for each principal of the account on the average, and at least. Whom that
// does not reach is left without such a way.
const maxHelped, leastHelped = 20, 20_000

// A helping looks for principals that become administrator with the help of others
// as whom they act: one that is no administrator and cannot become one by itself
// makes them administrator, or somebody else as whom they act.
type helping struct {
	*Graph
	universe []*Node // without a way so far
	asked    int

	lively field          // those who may do anything for others
	may    map[*Node]bool // who may give anything to anybody
	given  map[giver]*gifts
}

// A giver may make users administrator, or roles.
type giver struct {
	*Node
	users bool
}

// The gifts of a giver are how it makes others administrator, whoever acts as those.
type gifts struct {
	to map[*Node]*Way
	field
}

// A field is as whom of a frontier somebody can act.
type field struct {
	*frontier
	has   func(*Node) bool
	steps map[*Node][]*Way // of each to those as whom it acts at once
}

// throughHelpers finds such ways of some principals, and gives them a level. The
// others come back.
func (g *Graph) throughHelpers(sources []*Node, level int) (rest []*Node) {
	h := &helping{Graph: g, may: make(map[*Node]bool), given: make(map[giver]*gifts)}
	if g.trial != nil {
		g.trial.surveyOthers(g)
	}
	if !slices.ContainsFunc(g.Nodes, func(n *Node) bool { return h.without(n) && n.offersGrants() }) {
		return sources
	}
	h.universe = make([]*Node, 0, len(g.Nodes))
	for _, n := range g.Nodes {
		if !h.without(n) {
			continue
		}
		if n.gather(); !n.unknown {
			h.universe = append(h.universe, n)
		}
	}
	if !slices.ContainsFunc(h.universe, h.mayGive) {
		return sources
	}
	for _, n := range h.universe {
		n.level = passing
	}
	h.lively = h.fieldOf(func(n *Node) bool { return n.useful() || len(n.namedBy) > 0 })
	for _, n := range sources {
		if h.asked < maxHelped*len(g.Nodes)+leastHelped {
			h.help(n)
		}
	}
	for _, n := range h.universe {
		n.level = unreached
	}
	return g.arrive(sources, level, func(*Node) {})
}

// passing is the level of those without a way while they are asked about help.
const passing = unreached - 1

// without says whether somebody has no way to administrator.
func (h *helping) without(n *Node) bool {
	return n.level <= unreached && !n.Administrator && !n.unknown
}

// mayGive says whether somebody may make anybody administrator: one whom its policies
// name, or who holds or is in what they do.
func (h *helping) mayGive(c *Node) bool {
	if !c.offersGrants() {
		return false
	}
	may, known := h.may[c]
	if !known {
		may = slices.ContainsFunc(slices.Concat(c.able.grants, c.able.removals), func(grant *Grant) bool {
			switch grant.On {
			case theUser, theRole, userBoundary, roleBoundary:
				for range c.named(grant, h.universe) {
					return true
				}
				return false
			}
			return c.may(grant.Action, grant.On.arns())
		})
		h.may[c] = may
	}
	return may
}

// offersGrants says whether the principal's policies offer anything that makes
// somebody administrator.
func (n *Node) offersGrants() bool {
	return n.able != nil && len(n.able.grants)+len(n.able.removals) > 0
}

// help finds how a principal is helped, by the nearest of those as whom it acts.
func (h *helping) help(n *Node) {
	if !h.mayGive(n) && len(h.stepsOf(n, &h.lively)) == 0 {
		return
	}
	acting, by := h.actingAs(n)
	path := func(to *Node) (ways []*Way) {
		for w := by[to]; w != nil; w = by[w.From] {
			ways = append(ways, w)
		}
		slices.Reverse(ways)
		return ways
	}
	for _, c := range acting {
		if !h.mayGive(c) {
			continue
		}
		for _, to := range acting {
			if gift := h.giftTo(c, to); gift != nil && len(acting) > 1 {
				n.Ways = append(n.Ways, roundOf(slices.Concat(path(c), []*Way{gift}, path(to))))
				return
			}
		}
		for _, users := range [...]bool{false, true} {
			for _, a := range acting {
				if !a.actsAsKind(users) || a == c && len(acting) == 1 {
					continue
				}
				gifts := h.giftsOf(giver{c, users})
				if gifts == nil {
					break
				}
				if steps := h.stepsOf(a, &gifts.field); len(steps) > 0 {
					n.Ways = append(n.Ways, roundOf(slices.Concat(path(c), []*Way{gifts.to[steps[0].To]}, path(a), steps[:1])))
					return
				}
			}
		}
	}
}

// actsAsKind says whether the principal may be able to act as users, or as roles.
func (n *Node) actsAsKind(users bool) bool {
	return slices.ContainsFunc(n.able.mechanisms, func(m *Mechanism) bool {
		return m.User == users && (m.ID != assumeRole || n.offers.has(assumption) || len(n.namedBy)+len(n.graph.everybodys) > 0)
	})
}

// actingAs are a principal and those as whom it acts and who may do anything for
// others, the nearest first, with the step to each.
func (h *helping) actingAs(n *Node) (acting []*Node, by map[*Node]*Way) {
	acting, by = []*Node{n}, map[*Node]*Way{n: nil}
	for i := 0; i < len(acting); i++ {
		for _, w := range h.stepsOf(acting[i], &h.lively) {
			if _, known := by[w.To]; !known {
				by[w.To], acting = w, append(acting, w.To)
			}
		}
	}
	return acting, by
}

// stepsOf are how somebody acts as each of a frontier.
func (h *helping) stepsOf(n *Node, r *field) []*Way {
	if known, ok := r.steps[n]; ok {
		return known
	}
	var steps []*Way
	for _, m := range n.able.mechanisms {
		for {
			h.asked++
			w := h.actsBy(n, m, r.frontier)
			if w == nil {
				break
			}
			steps = append(steps, w)
			w.To.level = unreached // not again
		}
	}
	for _, w := range steps {
		w.To.level = passing
	}
	// Roles that name the principal are found, in the frontier or not.
	if steps = slices.DeleteFunc(steps, func(w *Way) bool { return !r.has(w.To) }); steps != nil {
		r.steps[n] = steps
	}
	return steps
}

// roundOf is a way that is followed by others, whoever else goes those.
func roundOf(ways []*Way) *Way {
	first := *ways[0]
	first.round = ways[1:]
	return &first
}

// fieldOf are some of those without a way.
func (h *helping) fieldOf(some func(*Node) bool) field {
	return field{h.frontierOf(passing, func(n *Node) bool { return n.level == passing && some(n) }), some, make(map[*Node][]*Way)}
}

// giftTo is how a principal makes another one administrator; nil when it cannot.
func (h *helping) giftTo(c, to *Node) *Way {
	if to == c {
		return nil
	}
	for _, grants := range [...][]*Grant{c.able.grants, c.able.removals} {
		for _, grant := range grants {
			for object := range h.objects(grant, to) {
				if _, ok := c.gives(grant, object, to); ok {
					if w := h.gift(c, grant, to, object); w != nil {
						return w
					}
				}
			}
		}
	}
	return nil
}

// giftsOf are the gifts of a giver; nil for none.
func (h *helping) giftsOf(c giver) *gifts {
	known, ok := h.given[c]
	if !ok {
		if to := h.gifts(c); len(to) > 0 {
			known = &gifts{to, h.fieldOf(func(n *Node) bool { return to[n] != nil })}
		}
		h.given[c] = known
	}
	return known
}

// gifts are how a giver makes each of those without a way administrator.
func (h *helping) gifts(c giver) map[*Node]*Way {
	gifts := make(map[*Node]*Way)
	give := func(grant *Grant, to *Node, object string) {
		if to == c.Node || (to.User != nil) != c.users || gifts[to] != nil || !h.without(to) {
			return
		}
		if w := h.gift(c.Node, grant, to, object); w != nil {
			gifts[to] = w
		}
	}
	for _, grants := range [...][]*Grant{c.able.grants, c.able.removals} {
		for _, grant := range grants {
			if users := grant.On.arns() == "user" || grant.On.arns() == "group"; grant.On.arns() != "policy" && users != c.users || !c.may(grant.Action, grant.On.arns()) {
				continue
			}
			switch grant.On {
			case theUser, theRole, userBoundary, roleBoundary:
				for to := range c.named(grant, h.universe) {
					give(grant, to, to.ARN.Value)
				}
			default:
				for object := range h.objectsOf(grant) {
					if _, ok := c.gives(grant, object, nil); ok {
						for to := range h.reached(grant, object) {
							give(grant, to, object)
						}
					}
				}
			}
		}
	}
	return gifts
}

// gift is a grant to somebody, with what takes its boundary off; nil when the
// principal may not.
func (h *helping) gift(c *Node, grant *Grant, to *Node, object string) *Way {
	h.asked++
	capped, removal := to.capped(), grant.On >= userBoundary
	if removal && (!capped || !to.hasEverything()) {
		return nil
	}
	var attached *attachment
	if c.specific || object == to.ARN.Value { // about a policy or group the principal was asked before
		var ok bool
		if attached, ok = c.gives(grant, object, to); !ok {
			return nil
		}
	}
	w := &Way{From: c, Grant: grant, To: to, object: object, attached: attached}
	if capped && !removal {
		if w.uncap = h.uncap(c, to); w.uncap == nil {
			return nil
		}
	}
	return w
}
