package graph

import (
	"iter"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
)

// toOthers finds how a principal makes another one administrator and acts as it.
func (g *Graph) toOthers(n *Node) {
	if len(n.able.grants)+len(n.able.removals) == 0 {
		return
	}
	acting := g.actingBy(n)
	if len(acting.users)+len(acting.roles) == 0 {
		return
	}
	for _, grants := range [...][]*Grant{n.able.grants, n.able.removals} {
		for _, grant := range grants {
			if grant.Kind == SelfGrant && n.actsAsOther() || !n.may(grant.Action, grant.On.arns()) {
				continue
			}
			switch grant.On {
			case theUser, theRole, userBoundary, roleBoundary:
				g.toNamed(acting, grant)
			default:
				g.toHolders(acting, grant)
			}
		}
	}
}

// An acting is a principal with the mechanisms by which it may act as whom it
// made administrator.
type acting struct {
	*Node
	users, roles []*Mechanism
}

func (g *Graph) actingBy(n *Node) *acting {
	a := &acting{Node: n}
	for _, m := range n.able.mechanisms {
		if m.Relay || m.ID == assumeRole && !n.offers.has(assumption) && len(n.namedBy)+len(g.everybodys) == 0 {
			continue
		}
		if m.User {
			a.users = append(a.users, m)
		} else {
			a.roles = append(a.roles, m)
		}
	}
	return a
}

// mayAct says whether it may be worth asking how the principal acts as another
// one that is not there yet.
func (n *acting) mayAct(t *Node) bool {
	some := n.mechanisms(t)
	if t == n.Node || t.level == 0 || t.unknown || len(some) == 0 {
		return false
	}
	return len(some) > 1 || some[0].ID != assumeRole || n.mayAssume(t)
}

func (n *acting) mechanisms(t *Node) []*Mechanism {
	if t.User != nil {
		return n.users
	}
	return n.roles
}

// actsAsOther says whether a way is known by which the principal acts as an
// administrator: others that end at the same are not asked for.
func (n *Node) actsAsOther() bool {
	return slices.ContainsFunc(n.Ways, func(w *Way) bool { return w.Kind() == OtherPrincipal })
}

// toNamed tries those whom the principal's policies name for a grant that acts
// on a user or role itself.
func (g *Graph) toNamed(n *acting, grant *Grant) {
	for t := range n.named(grant, g.Nodes) {
		if g.toOther(n, grant, t, t.ARN.Value) {
			return
		}
	}
}

// named are those whom the principal's policies name for a grant that acts on a user
// or role itself; of some where they name all.
func (n *Node) named(grant *Grant, all []*Node) iter.Seq[*Node] {
	action := actions.of(grant.Action)
	return func(yield func(*Node) bool) {
		for _, d := range n.held {
			if !d.offers.has(action) {
				continue
			}
			targets := n.graph.targetsOf(d, action)
			list := targets.list
			if targets.all {
				list = all
			}
			for _, t := range list {
				if !t.AWSOwned() && (t.User != nil) == (grant.On == theUser || grant.On == userBoundary) && !yield(t) {
					return
				}
			}
		}
	}
}

// toHolders tries those who hold a policy, or are in a group, on which the
// principal may do what a grant takes.
func (g *Graph) toHolders(n *acting, grant *Grant) {
	for object := range g.objectsOf(grant) {
		asked := false
		for t := range g.reached(grant, object) {
			if !n.mayAct(t) {
				continue
			}
			if !asked {
				if _, ok := n.gives(grant, object, nil); !ok {
					break
				}
			}
			if asked = true; g.toOther(n, grant, t, object) {
				return
			}
		}
	}
}

// toOther completes a grant to another principal: with what takes its boundary
// off, and how the principal acts as it.
func (g *Graph) toOther(n *acting, grant *Grant, t *Node, object string) bool {
	if !n.mayAct(t) {
		return false
	}
	boundary, capped := grant.On >= userBoundary, t.capped()
	if boundary && (!capped || !t.hasEverything()) {
		return false
	}
	// About a policy or group the principal was asked before; who holds it matters
	// to conditions only.
	var attached *attachment
	if n.specific || object == t.ARN.Value {
		var ok bool
		if attached, ok = n.gives(grant, object, t); !ok {
			return false
		}
	}
	var uncap *Way
	if capped && !boundary {
		if uncap = g.uncap(n.Node, t); uncap == nil {
			return false
		}
	}
	w := n.actsAsAny(t)
	if w == nil {
		return false
	}
	w.Grant, w.object, w.attached, w.uncap = grant, object, attached, uncap
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
		case itsGroups, strongerGroups, otherGroups:
			for _, group := range g.groupsFor(grant) {
				if !yield(group.ARN.Value) {
					return
				}
			}
		}
	}
}

// reached are the users and roles to whom a grant goes that acts on a policy or group.
func (g *Graph) reached(grant *Grant, object string) iter.Seq[*Node] {
	details := g.account.AuthorizationDetails
	switch grant.On {
	case boundaryPolicy:
		return g.nodesOf(details.BoundaryHolders(object))
	case itsGroups:
		return g.membersOf(object[strings.LastIndexByte(object, '/')+1:])
	case strongerGroups, otherGroups:
		return slices.Values(g.Nodes[:len(details.Users)])
	}
	return g.nodesOf(details.Holders(object))
}

// nodesOf are holders of a policy, members of groups among them.
func (g *Graph) nodesOf(holders []account.Holder) iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		for _, h := range holders {
			if h.Type != "group" {
				if n := g.byARN[h.ARN.Value]; n != nil && !yield(n) {
					return
				}
				continue
			}
			for n := range g.membersOf(h.Name.Value) {
				if !yield(n) {
					return
				}
			}
		}
	}
}

func (g *Graph) membersOf(group string) iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		for _, u := range g.account.AuthorizationDetails.Members(group) {
			if n := g.byARN[u.ARN.Value]; n != nil && !yield(n) {
				return
			}
		}
	}
}

// actsAsAny is how a principal acts as whom it made administrator, by the first
// mechanism of the tables; nil when it cannot.
func (n *acting) actsAsAny(t *Node) *Way {
	for _, m := range n.mechanisms(t) {
		if w := n.graph.actsAsOne(n.Node, m, t); w != nil {
			return w
		}
	}
	return nil
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
