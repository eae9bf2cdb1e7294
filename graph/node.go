package graph

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
)

func (g *Graph) addNodes() {
	all := g.principals.All
	nodes := make([]Node, len(all))
	g.Nodes = make([]*Node, len(all))
	for i, p := range all {
		n := &nodes[i]
		*n = Node{Principal: p, graph: g, index: i, level: unreached}
		g.Nodes[i], g.byARN[p.ARN.Value] = n, n
	}
	if len(all) > 0 {
		if parts := strings.SplitN(all[0].ARN.Value, ":", 3); len(parts) == 3 {
			g.partition = parts[1]
		}
	}
	for _, n := range g.Nodes {
		g.survey(n)
	}
}

// survey finds what a node may offer. Most hold nothing of interest, and of
// those nothing more is gathered.
func (g *Graph) survey(n *Node) {
	if strings.HasPrefix(n.Path.Value, "/aws-service-role/") {
		n.unknown = true
		return
	}
	n.documents(func(d *policy.Document) { n.offers.addAll(g.document(d).offers) })
	if len(g.offered) > 0 {
		n.offers.addAll(g.offered["*"])
		n.offers.addAll(g.offered[n.ARN.Value])
	}
	n.able = g.ability(n.offers)
	if !n.useful() {
		return
	}
	n.gather()
	n.Administrator = !n.unknown && n.hasEverything() && !n.capped()
}

// indexWorkloads finds what the resource-based policies of workloads allow whom
// they name.
func (g *Graph) indexWorkloads() {
	if g.workloads == nil {
		return
	}
	g.offered = make(map[string]actionSet)
	for _, w := range g.workloads.List {
		doc := g.principals.ResourcePolicy(g.workloadARN(w))
		if doc == nil {
			continue
		}
		for i := range doc.Statements {
			s := &doc.Statements[i]
			if !s.Allows() {
				continue
			}
			if s.NotPrincipal.Present() {
				g.offer("*", s)
			}
			for _, p := range s.Principal.Entries {
				if p.Everyone() || p.Type == "AWS" {
					g.offer(roleOf(p.Value.Text), s)
				}
			}
		}
	}
}

func (g *Graph) offer(to string, s *policy.Statement) {
	known := g.offered[to]
	known.addAll(spokenOf(s))
	g.offered[to] = known
}

// gather compiles what decides about the requests of a node.
func (n *Node) gather() {
	if n.gathered {
		return
	}
	n.gathered = true
	g := n.graph
	if !n.Complete() {
		n.unknown = true
		return
	}
	n.conditional, n.attaches, n.specific = g.conditional, g.attaches, g.specific
	n.documents(func(d *policy.Document) {
		doc := g.document(d)
		n.take(doc)
		if doc.offers.empty() && !doc.Denies() || slices.Contains(n.held, doc) {
			return
		}
		n.held = append(n.held, doc)
		n.identity = append(n.identity, g.compile(d))
	})
	if b := n.boundaryNow(); b != nil {
		n.take(g.document(b))
		n.boundaries = []*policy.Compiled{g.compile(b)}
	}
}

// take notes what conditions of a document decide about.
func (n *Node) take(d *document) {
	n.conditional.addAll(d.conditional)
	n.attaches.addAll(d.attaches)
	n.specific = n.specific || d.specific
}

// hasEverything says whether a policy of the principal is full access that no
// other one takes back. Its boundary is another question.
func (n *Node) hasEverything() bool {
	if n.everything == notAsked {
		n.everything = no
		for _, d := range n.held {
			full, ok := n.graph.fullAccess(d.Document)
			if !ok {
				continue
			}
			outcome := n.decide(&request{action: n.action("Attach", "Policy"), resource: n.ARN.Value, target: n, unbounded: true})
			if outcome == policy.Allowed || outcome == policy.Conditional && len(full.Conditions) > 0 {
				n.everything = yes
				break
			}
		}
	}
	return n.everything == yes
}

// Everything is the policy that makes an administrator one; nil for others, and
// for the root user, who needs none.
func (n *Node) Everything() *account.HeldPolicy {
	if !n.Administrator || n.outsideNode() {
		return nil
	}
	n.graph.mutex.Lock()
	defer n.graph.mutex.Unlock()
	for i := range n.Held() {
		if h := &n.Held()[i]; n.graph.isFull(h.Policy) {
			return h
		}
	}
	return nil
}

type answer uint8

const (
	notAsked answer = iota
	no
	yes
)

func (g *Graph) fullAccess(d *policy.Document) (policy.FullAccess, bool) {
	if known, ok := g.full[d]; ok && !known {
		return policy.FullAccess{}, false
	}
	full, ok := d.GrantsFullAccess()
	g.full[d] = ok
	return full, ok
}

func (g *Graph) isFull(d *policy.Document) bool {
	_, ok := g.fullAccess(d)
	return ok
}

// allowsEverything says whether a policy of a group is full access.
func (g *Graph) allowsEverything(group *account.Group) bool {
	for _, d := range group.Inline {
		if _, ok := g.fullAccess(g.current(d)); ok {
			return true
		}
	}
	for _, a := range group.Attached {
		if d := g.managedNow(a.ARN.Value); d != nil {
			if _, ok := g.fullAccess(d); ok {
				return true
			}
		}
	}
	return false
}

// action is the action of IAM for users or for roles.
func (n *Node) action(verb, object string) string {
	if n.User != nil {
		return "iam:" + verb + "User" + object
	}
	return "iam:" + verb + "Role" + object
}

// capped says whether a boundary keeps the principal from what it might be given.
func (n *Node) capped() bool {
	if !n.Identity.Boundary.Present() {
		return false
	}
	b := n.boundaryNow()
	return b == nil || !n.graph.isFull(b)
}
