package graph

import (
	"maps"
	"slices"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
)

// A trial is what graphs tell when statements are taken out of policies. Only
// the principals whose policies change and those who went through them are asked
// again; end puts everything back. A trial may start while another one lasts, and
// ends before that.
type trial struct {
	graphs  []*Graph
	outer   *trial
	cut     []Allowing // with those of outer trials
	without map[*account.PolicyDocument]*policy.Document
	saved   map[*Node]Node
	others  []*Node // holders of the policies who have no way, and are asked about help only
	dead    []*Node // those whose known ways are all shut
}

// try takes statements out of policies of accounts.
func try(graphs []*Graph, cut ...Allowing) *trial {
	t := &trial{
		graphs: graphs, outer: graphs[0].trial, cut: cut,
		without: make(map[*account.PolicyDocument]*policy.Document), saved: make(map[*Node]Node),
	}
	if t.outer != nil {
		t.cut = slices.Concat(t.outer.cut, cut)
		maps.Copy(t.without, t.outer.without)
	}
	for _, a := range cut {
		t.without[a.Document] = a.Document.Without(statementsOf(a.Document, t.cut)...)
	}
	if t.outer != nil {
		t.others = slices.Clone(t.outer.others)
	}
	var asked []*Node
	for _, g := range graphs {
		g.onTrial(t)
		for _, a := range cut {
			for _, n := range g.concerned(a.Document) {
				switch {
				case n.Reaches():
					asked = append(asked, n)
				case len(n.helped) > 0:
					asked = append(append(asked, n), n.helped...)
				default:
					t.others = append(t.others, n)
				}
			}
		}
	}
	for _, n := range asked {
		t.survey(n)
	}
	t.shut(asked)
	t.reopen()
	return t
}

func statementsOf(d *account.PolicyDocument, cut []Allowing) []*policy.Statement {
	var statements []*policy.Statement
	for _, a := range cut {
		if a.Document == d {
			statements = append(statements, a.Statement)
		}
	}
	return statements
}

// onTrial makes a graph ready to be asked about policies without some statements.
func (g *Graph) onTrial(t *trial) {
	if g.frontiers == nil {
		top := 0
		for _, n := range g.Nodes {
			top = max(top, n.level)
		}
		for level := range top + 2 { // with one of nobody
			g.frontiers = append(g.frontiers, g.frontierAt(level))
		}
		for _, n := range g.Nodes {
			for _, w := range n.Ways {
				w.through(func(to *Node) { to.comers = append(to.comers, n) }, func(by *Node) { by.helped = append(by.helped, n) })
			}
		}
	}
	g.trial, g.without = t, t.without
	g.caller, g.stronger.known = nil, false
}

// through tells as whom the principal acts on a way, and on whom it depends that
// has none itself.
func (w *Way) through(to, by func(*Node)) {
	if w.To != nil && w.To != w.From {
		to(w.To)
	}
	for _, next := range w.round {
		if next.To != w.From && next.Grant == nil {
			to(next.To)
		}
		if next.From != w.From {
			by(next.From)
		}
	}
}

// concerned are the principals of whose requests a policy decides: who holds it,
// who comes to the role whose trust policy it is, who uses the workload whose
// resource-based policy it is, and who attaches it.
func (g *Graph) concerned(d *account.PolicyDocument) []*Node {
	var all []*Node
	details := g.account.AuthorizationDetails
	switch group := g.principals.Group(d.Owner.Name); {
	case d.Managed != nil:
		if arn := d.Managed.ARN.Value; details.Policy(arn) == d.Managed {
			all = slices.Collect(g.nodesOf(details.Holders(arn)))
			for n := range g.nodesOf(details.BoundaryHolders(arn)) {
				all = append(append(all, n), n.comers...) // who made it administrator up to its boundary
			}
			all = append(all, g.attaching(arn)...)
		}
	case d.Owner.Type == "group":
		if group != nil && slices.Contains(group.Inline, d) {
			all = slices.Collect(g.membersOf(d.Owner.Name))
		}
	case d.Kind == policy.ResourcePolicy:
		all = g.usersOf(d)
	default:
		n := g.byARN[d.Owner.ARN]
		switch {
		case n == nil:
		case n.Role != nil && n.Role.Trust == d:
			all = slices.Clone(n.comers)
		default:
			all = []*Node{n}
		}
	}
	return all
}

// attaching are the principals on whose ways a policy is attached.
func (g *Graph) attaching(arn string) []*Node {
	attaches := func(w *Way) bool { return w.attached != nil && w.attached.arn == arn }
	var all []*Node
	for _, n := range g.Nodes {
		if slices.ContainsFunc(n.Ways, func(w *Way) bool { return slices.ContainsFunc(w.Whole(), attaches) }) {
			all = append(all, n)
		}
	}
	return all
}

// usersOf are the principals with ways through a workload with a resource-based
// policy.
func (g *Graph) usersOf(d *account.PolicyDocument) []*Node {
	if g.principals.ResourcePolicy(d.Owner.ARN) != d {
		return nil
	}
	var all []*Node
	for _, n := range g.Nodes {
		if slices.ContainsFunc(n.Ways, func(w *Way) bool { return w.workload != nil && g.workloadARN(w.workload) == d.Owner.ARN }) {
			all = append(all, n)
		}
	}
	return all
}

func (t *trial) save(n *Node) {
	if _, ok := t.saved[n]; !ok {
		t.saved[n] = *n
	}
}

// survey asks anew what the policies of a principal say.
func (t *trial) survey(n *Node) {
	t.save(n)
	n.offers, n.conditional, n.attaches, n.specific = actionSet{}, actionSet{}, actionSet{}, false
	n.held, n.identity, n.boundaries, n.attachable = nil, nil, nil, nil
	n.gathered, n.everything, n.Administrator = false, notAsked, false
	n.graph.survey(n)
}

// shut finds the principals whose known ways are all shut: those asked about,
// and those who went through them.
func (t *trial) shut(asked []*Node) {
	for len(asked) > 0 {
		n := asked[len(asked)-1]
		asked = asked[:len(asked)-1]
		if n.level == unreached || n.Administrator || n == n.graph.goal {
			continue
		}
		next := slices.IndexFunc(n.Ways, (*Way).stands)
		if next >= 0 && n.Ways[next] == n.next {
			continue
		}
		t.save(n)
		if next >= 0 {
			n.next = n.Ways[next]
		} else {
			n.level, n.next = unreached, nil
			t.dead = append(t.dead, n)
		}
		asked = append(asked, n.comers...)
	}
}

// stands says whether a way is open still.
func (w *Way) stands() bool {
	if w.round == nil {
		return w.open() && (w.Grant != nil || w.Mechanism == nil || w.To == nil || w.To.level != unreached)
	}
	return w.open() && !slices.ContainsFunc(w.round, func(next *Way) bool { return !next.open() })
}

// open says whether what the principal does on a way is still allowed.
func (w *Way) open() bool {
	n, g := w.From, w.From.graph
	if w.Grant != nil && !w.grants() {
		return false
	}
	m := w.Mechanism
	switch {
	case m == nil:
		return true
	case w.To == nil:
		_, ok := n.mayUse(m, nil)
		return ok
	case n.by(m, w.To, w.service) == nil:
		return false
	case g.exported(m.Workload) && len(m.Runs) > 0:
		return true // of the workload, by has asked
	}
	_, ok := n.mayUse(m, nil)
	return ok
}

// grants says whether the principal may still make another one, or itself,
// administrator.
func (w *Way) grants() bool {
	g := w.From.graph
	for _, r := range w.given() {
		if !r.from.allowed(&r.request) {
			return false
		}
	}
	if w.uncap == nil && w.Grant.On < userBoundary && w.To.capped() || !w.attached.stands(g) {
		return false
	}
	switch w.Grant.On {
	case oldVersions:
		return g.hasStrongerVersion(w.object)
	case strongerGroups:
		return slices.ContainsFunc(g.strongerGroups(), func(group *account.Group) bool { return group.ARN.Value == w.object })
	case userBoundary, roleBoundary, boundaryPolicy:
		return w.To.hasEverything()
	}
	return true
}

// reopen looks for other ways of those whose known ones are shut.
func (t *trial) reopen() {
	if len(t.dead) == 0 {
		return
	}
	for _, n := range t.dead {
		n.Ways = nil
	}
	of := make(map[*Graph][]*Node)
	for _, n := range t.dead {
		of[n.graph] = append(of[n.graph], n)
	}
	for g, dead := range of {
		g.find(slices.Clone(dead))
	}
	join(t.graphs, of)
	comers, helped := make(map[*Node][]*Node), make(map[*Node][]*Node)
	for _, n := range t.dead {
		for _, w := range n.Ways {
			w.through(func(to *Node) { comers[to] = append(comers[to], n) }, func(by *Node) { helped[by] = append(helped[by], n) })
		}
	}
	for n, more := range comers {
		t.save(n)
		n.comers = slices.Concat(n.comers, more)
	}
	for n, more := range helped {
		t.save(n)
		n.helped = slices.Concat(n.helped, more)
	}
}

// surveyOthers asks anew what the policies of those say who have no way.
func (t *trial) surveyOthers(g *Graph) {
	t.others = slices.DeleteFunc(t.others, func(n *Node) bool {
		if n.graph != g {
			return false
		}
		t.survey(n)
		return true
	})
}

// closed are the principals that have no way any more.
func (t *trial) closed() []*Node {
	var closed []*Node
	for _, n := range t.dead {
		if was := t.saved[n]; was.next != nil && !n.Reaches() {
			closed = append(closed, n)
		}
	}
	return closed
}

func (t *trial) end() {
	for _, g := range t.graphs {
		for d, rest := range t.without {
			if t.outer == nil || t.outer.without[d] != rest {
				delete(g.documents, rest)
				delete(g.full, rest)
			}
		}
		g.trial, g.without = t.outer, nil
		if t.outer != nil {
			g.without = t.outer.without
		}
		g.caller, g.stronger.known = nil, false
	}
	for n, was := range t.saved {
		*n = was
	}
}

// revived are the principals of an account for which a trial, or one around it,
// found other ways.
func (t *trial) revived(g *Graph, level int) []*Node {
	var all []*Node
	for ; t != nil; t = t.outer {
		for _, n := range t.dead {
			if n.graph == g && n.level == level {
				all = append(all, n)
			}
		}
	}
	return all
}
