package graph

// An ability are the entries of the tables for which policies may allow all that
// they take. Most principals share one with many others.
type ability struct {
	grants     []*Grant     // to itself or another one
	removals   []*Grant     // of boundaries
	mechanisms []*Mechanism // that of assuming a role among them always: a trust policy may be enough
	newcomers  []*Mechanism
	sets       []*Mechanism // of IAM Identity Center
}

// ability is what some actions are enough for.
func (g *Graph) ability(offers actionSet) *ability {
	if known := g.abilities[offers]; known != nil {
		return known
	}
	a := new(ability)
	for i := range grants {
		switch grant := &grants[i]; {
		case !offers.has(actions.of(grant.Action)), grant.First != "" && !offers.has(actions.of(grant.First)):
		case grant.On >= userBoundary:
			a.removals = append(a.removals, grant)
		default:
			a.grants = append(a.grants, grant)
		}
	}
	for i := range mechanisms {
		if m := &mechanisms[i]; offers.holds(m.takes) || m.ID == assumeRole {
			a.mechanisms = append(a.mechanisms, m)
		}
	}
	for i := range newcomers {
		if m := &newcomers[i]; offers.holds(m.takes) {
			a.newcomers = append(a.newcomers, m)
		}
	}
	for i := range permissionSets {
		if m := &permissionSets[i]; offers.holds(m.takes) {
			a.sets = append(a.sets, m)
		}
	}
	g.abilities[offers] = a
	return a
}

// useful says whether the policies of a principal may be enough for anything.
func (n *Node) useful() bool {
	return len(n.able.grants)+len(n.able.removals)+len(n.able.newcomers)+len(n.able.sets) > 0 || len(n.able.mechanisms) > 1 || n.offers.has(assumption)
}
