package graph

import (
	"iter"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
)

// toOthers finds how a principal makes another one administrator and acts as it.
func (g *Graph) toOthers(n *Node) {
	for i := range grants {
		grant := &grants[i]
		if !n.offers.has(actions.of(grant.Action)) || grant.Kind == SelfGrant && n.actsAsOther() || !n.may(grant.Action, grant.On.arns()) {
			continue
		}
		switch grant.On {
		case theUser, theRole, userBoundary, roleBoundary:
			g.toNamed(n, grant)
		default:
			g.toHolders(n, grant)
		}
	}
}

// actsAsOther says whether a way is known by which the principal acts as an
// administrator: others that end at the same are not asked for.
func (n *Node) actsAsOther() bool {
	return slices.ContainsFunc(n.Ways, func(w *Way) bool { return w.Kind() == OtherPrincipal })
}

// toNamed tries those whom the principal's policies name for a grant that acts
// on a user or role itself.
func (g *Graph) toNamed(n *Node, grant *Grant) {
	action := actions.of(grant.Action)
	for _, d := range n.held {
		if !d.offers.has(action) {
			continue
		}
		targets := g.targetsOf(d, action)
		list := targets.list
		if targets.all {
			list = g.Nodes
		}
		for _, t := range list {
			if (t.User != nil) == (grant.On == theUser || grant.On == userBoundary) && g.toOther(n, grant, t, t.ARN.Value) {
				return
			}
		}
	}
}

// toHolders tries those who hold a policy, or are in a group, on which the
// principal may do what a grant takes.
func (g *Graph) toHolders(n *Node, grant *Grant) {
	for object := range g.objectsOf(grant) {
		if !n.allowed(&request{action: grant.Action, resource: object}) {
			continue
		}
		for _, t := range g.reached(grant, object) {
			if g.toOther(n, grant, t, object) {
				return
			}
		}
	}
}

// toOther completes a grant to another principal: with what takes its boundary
// off, and how the principal acts as it.
func (g *Graph) toOther(n *Node, grant *Grant, t *Node, object string) bool {
	if t == n || t.level == 0 || t.unknown {
		return false
	}
	boundary, capped := grant.On >= userBoundary, t.capped()
	if boundary && (!capped || !t.hasEverything()) {
		return false
	}
	if !n.allowed(&request{action: grant.Action, resource: object, target: t}) {
		return false
	}
	w := &Way{From: n, Grant: grant, To: t, object: object}
	if capped && !boundary {
		if w.uncap = g.uncap(n, t); w.uncap == nil {
			return false
		}
	}
	if !g.actsAsGranted(n, w) {
		return false
	}
	n.Ways = append(n.Ways, w)
	return true
}

// objectsOf are the customer managed policies or groups that a grant may act on.
func (g *Graph) objectsOf(grant *Grant) iter.Seq[string] {
	details := g.account.AuthorizationDetails
	return func(yield func(string) bool) {
		switch grant.On {
		case oldVersions:
			for _, arn := range g.rollbacks() {
				if !yield(arn) {
					return
				}
			}
		case itsPolicies, boundaryPolicy:
			for _, p := range details.Policies {
				arn := p.ARN.Value
				if account.IsAWSManaged(arn) {
					continue
				}
				if !yield(arn) {
					return
				}
			}
		case itsGroups, strongerGroups:
			groups := details.Groups
			if grant.On == strongerGroups {
				groups = g.strongerGroups()
			}
			for _, group := range groups {
				if !yield(group.ARN.Value) {
					return
				}
			}
		}
	}
}

// reached are the users and roles to whom a grant goes that acts on a policy or group.
func (g *Graph) reached(grant *Grant, object string) []*Node {
	details := g.account.AuthorizationDetails
	switch grant.On {
	case boundaryPolicy:
		return g.nodesOf(details.BoundaryHolders(object))
	case itsGroups:
		return g.membersOf(object[strings.LastIndexByte(object, '/')+1:])
	case strongerGroups:
		return g.Nodes[:len(details.Users)]
	}
	return g.nodesOf(details.Holders(object))
}

// nodesOf are holders of a policy, members of groups among them.
func (g *Graph) nodesOf(holders []account.Holder) []*Node {
	var nodes []*Node
	for _, h := range holders {
		if h.Type == "group" {
			nodes = append(nodes, g.membersOf(h.Name.Value)...)
		} else if n := g.byARN[h.ARN.Value]; n != nil {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

func (g *Graph) membersOf(group string) []*Node {
	var nodes []*Node
	for _, u := range g.account.AuthorizationDetails.Members(group) {
		if n := g.byARN[u.ARN.Value]; n != nil {
			nodes = append(nodes, n)
		}
	}
	return nodes
}

// actsAsGranted completes a way with the first mechanism by which the
// principal acts as whom it made administrator.
func (g *Graph) actsAsGranted(n *Node, w *Way) bool {
	for i := range mechanisms {
		m := &mechanisms[i]
		if m.User != (w.To.User != nil) || m.Relay || m.ID != assumeRole && !n.offers.holds(m.set()) {
			continue
		}
		if act := g.actsAsOne(n, m, w.To); act != nil {
			w.Mechanism, w.service, w.workload, w.shown = m, act.service, act.workload, act.shown
			return true
		}
	}
	return false
}

// actsAsOne is how a principal acts as a given one by a mechanism, nil when it cannot.
func (g *Graph) actsAsOne(n *Node, m *Mechanism, t *Node) *Way {
	if len(m.On) > 0 {
		return n.by(m, t, "")
	}
	for _, services := range [...][]string{m.Passes, m.Runs} {
		for _, service := range services {
			if t.Role.Trust == nil || !g.trusts(t, service) {
				continue
			}
			if !g.exported(m.Workload) {
				if _, ok := n.mayUse(m, nil); !ok {
					return nil
				}
			}
			if w := n.by(m, t, service); w != nil {
				return w
			}
		}
	}
	return nil
}
