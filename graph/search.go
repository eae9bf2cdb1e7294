package graph

import (
	"slices"

	"github.com/iamlint/iamlint/account"
)

// unreached is the level of a node without a way.
const unreached = -1

// search finds the ways backwards from the administrators: first who can make
// itself one (level 0), then who can act as one of those or make another one
// administrator and act as it (level 1), then who can act as one of level 1,
// and so on. Of a principal that has a way of one step longer ones are not
// asked for.
func (g *Graph) search() {
	var sources []*Node
	for _, n := range g.Nodes {
		switch {
		case n == g.goal, n.Administrator && g.goal == nil:
			n.level = 0
		case n.Administrator || !n.gathered && len(n.namedBy) == 0 && len(g.everybodys) == 0:
		default:
			if n.gather(); !n.unknown {
				sources = append(sources, n)
			}
		}
	}
	g.find(sources)
}

// find finds the ways of those that have none.
func (g *Graph) find(sources []*Node) {
	if g.goal == nil {
		sources = g.arrive(sources, 0, g.toItself)
	}
	frontier := g.frontierAt(0)
	sources = g.arrive(sources, 1, func(n *Node) {
		g.actsAs(n, frontier, false)
		if g.goal == nil {
			g.toOthers(n)
			g.throughPermissionSets(n)
			if len(n.Ways) == 0 {
				g.throughNewcomers(n)
			}
		}
	})
	g.extend(sources, 1)
}

// extend finds the ways of those that have none to nodes of a level and above, and
// those with the help of others.
func (g *Graph) extend(sources []*Node, level int) {
	for ; len(sources) > 0; level++ {
		frontier := g.frontierAt(level)
		switch {
		case !frontier.empty():
			sources = g.arrive(sources, level+1, func(n *Node) { g.actsAs(n, frontier, true) })
			continue
		case level < len(g.frontiers):
			continue // on trial, others are above
		case g.goal != nil:
			return
		}
		rest := g.throughHelpers(sources, level)
		if len(rest) == len(sources) {
			return
		}
		sources = rest
		level-- // those helped are the frontier
	}
}

// arrive looks for ways of some nodes, and gives those that have one their
// level once all have been asked. The others come back.
func (g *Graph) arrive(sources []*Node, level int, find func(*Node)) (rest []*Node) {
	for _, n := range sources {
		if find(n); len(n.Ways) == 0 {
			rest = append(rest, n)
		}
	}
	for _, n := range sources {
		if len(n.Ways) > 0 {
			n.level, n.next = level, n.Ways[0]
		}
	}
	return rest
}

// toItself finds how a principal makes itself administrator.
func (g *Graph) toItself(n *Node) {
	var uncap *Way
	if n.capped() {
		if uncap = g.uncap(n, n); uncap == nil {
			return
		}
		if n.hasEverything() {
			n.Ways = append(n.Ways, uncap)
			return
		}
	}
	for _, grant := range n.able.grants {
		for object := range g.objects(grant, n) {
			if attached, ok := n.gives(grant, object, n); ok {
				n.Ways = append(n.Ways, &Way{From: n, Grant: grant, To: n, object: object, attached: attached, uncap: uncap})
				break
			}
		}
	}
}

// gives says whether the principal may do what a grant to somebody takes, and
// with which policy in place of AdministratorAccess.
func (n *Node) gives(grant *Grant, object string, to *Node) (attached *attachment, ok bool) {
	r := request{action: grant.Action, resource: object, target: to}
	if grant.First != "" {
		if !n.allowed(&r) {
			return nil, false
		}
		r.action = grant.First
	}
	if n.allowed(&r) {
		return nil, true
	}
	for _, r.attached = range n.attachments(r.action) {
		if n.allowed(&r) {
			return r.attached, true
		}
	}
	return nil, false
}

// uncap finds how a principal takes the boundary off another one, or itself.
func (g *Graph) uncap(n, of *Node) *Way {
	for _, grant := range n.able.removals {
		for object := range g.objects(grant, of) {
			if n.allowed(&request{action: grant.Action, resource: object, target: of}) {
				return &Way{From: n, Grant: grant, To: of, object: object}
			}
		}
	}
	return nil
}

// objects are the ARNs that a grant to a principal may act on. IAM changes no
// role that AWS made and keeps for itself, whatever policies allow (Cannot perform
// the operation on the protected role).
func (g *Graph) objects(grant *Grant, to *Node) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		switch grant.On {
		case theUser, userBoundary:
			if to.User != nil {
				yield(to.ARN.Value)
			}
		case theRole, roleBoundary:
			if to.Role != nil && !to.AWSOwned() {
				yield(to.ARN.Value)
			}
		case boundaryPolicy:
			if b := to.Identity.Boundary.ARN.Value; !account.IsAWSManaged(b) {
				yield(b)
			}
		case itsGroups:
			if to.User == nil {
				return
			}
			for _, name := range to.User.Groups {
				if group := g.principals.Group(name.Value); group != nil && !yield(group.ARN.Value) {
					return
				}
			}
		case strongerGroups, otherGroups:
			if to.User == nil {
				return
			}
			for _, group := range g.groupsFor(grant) {
				if !slices.ContainsFunc(to.User.Groups, func(t account.Text) bool { return t.Value == group.Name.Value }) && !yield(group.ARN.Value) {
					return
				}
			}
		case itsPolicies, oldVersions:
			for _, h := range to.Held() {
				if h.ARN == "" || account.IsAWSManaged(h.ARN) || grant.On == oldVersions && !g.hasStrongerVersion(h.ARN) {
					continue
				}
				if !yield(h.ARN) {
					return
				}
			}
		}
	}
}

// groupsFor are the groups for users to join.
func (g *Graph) groupsFor(grant *Grant) []*account.Group {
	stronger := g.strongerGroups()
	if grant.On == strongerGroups {
		return stronger
	}
	var groups []*account.Group
	for _, group := range g.account.AuthorizationDetails.Groups {
		if !slices.Contains(stronger, group) {
			groups = append(groups, group)
		}
	}
	return groups
}

// hasStrongerVersion says whether a version of a policy that is not in force allows everything.
func (g *Graph) hasStrongerVersion(arn string) bool {
	return slices.Contains(g.rollbacks(), arn)
}

// rollbacks are the customer managed policies of which a version that is not in
// force allows everything.
func (g *Graph) rollbacks() []string {
	if g.stronger.known {
		return g.stronger.policies
	}
	for _, p := range g.account.AuthorizationDetails.Policies {
		older := func(v account.PolicyVersion) bool {
			return v.Document != nil && !v.Document.Default && g.isFull(v.Document.Document)
		}
		if !p.AWSManaged() && slices.ContainsFunc(p.Versions, older) {
			g.stronger.policies = append(g.stronger.policies, p.ARN.Value)
		}
	}
	for _, group := range g.account.AuthorizationDetails.Groups {
		if g.allowsEverything(group) {
			g.stronger.groups = append(g.stronger.groups, group)
		}
	}
	g.stronger.known = true
	return g.stronger.policies
}

// strongerGroups are those with a policy that is full access.
func (g *Graph) strongerGroups() []*account.Group {
	g.rollbacks()
	return g.stronger.groups
}

// actsAs finds how a principal acts as one of a frontier.
func (g *Graph) actsAs(n *Node, f *frontier, one bool) {
	for _, m := range n.able.mechanisms {
		if w := g.actsBy(n, m, f); w != nil {
			n.Ways = append(n.Ways, w)
			if one {
				return
			}
		}
	}
}

// actsBy finds whom of a frontier a principal can act as by one mechanism.
func (g *Graph) actsBy(n *Node, m *Mechanism, f *frontier) *Way {
	switch {
	case m.ID == assumeRole:
		for _, list := range [...][]*Node{n.namedBy, f.open} {
			for _, t := range list {
				if t.level == f.level && !t.unknown && n.assumes(t) {
					return &Way{From: n, Mechanism: m, To: t}
				}
			}
		}
		if !n.offers.has(assumption) {
			return nil
		}
		return g.firstTarget(n, m, f.roles, f.level, "")
	case m.ID == rewriteProvider:
		for _, provider := range g.samlProviders {
			for _, t := range f.trusting[provider] {
				if t == n || t.level != f.level {
					continue
				}
				if w := n.by(m, t, provider); w != nil {
					return w
				}
			}
		}
		return nil
	case len(m.On) > 0:
		all, kind := f.roles, "role"
		if m.User {
			all, kind = f.users, "user"
		}
		if !n.may(m.On[0], kind) {
			return nil
		}
		return g.firstTarget(n, m, all, f.level, "")
	}
	for _, service := range slices.Concat(m.Passes, m.Runs) {
		roles := f.trusting[service]
		if len(roles) == 0 {
			continue
		}
		if w := g.firstTarget(n, m, roles, f.level, service); w != nil {
			return w
		}
	}
	return nil
}

// firstTarget finds the first of some nodes of a level as which a principal
// can act by a mechanism.
func (g *Graph) firstTarget(n *Node, m *Mechanism, all []*Node, level int, service string) *Way {
	try := func(t *Node) *Way {
		if t == n || t.level != level || (m.User != (t.User != nil)) {
			return nil
		}
		return n.by(m, t, service)
	}
	if len(m.Runs) > 0 {
		if m.Workload == "" || !g.exported(m.Workload) {
			if _, ok := n.mayUse(m, nil); !ok {
				return nil
			}
		}
		for _, t := range all {
			if w := try(t); w != nil {
				return w
			}
		}
		return nil
	}
	if len(m.Needs) > 0 {
		if _, ok := n.mayUse(m, nil); !ok {
			return nil
		}
	}
	action := actions.of("iam:PassRole")
	if len(m.On) > 0 {
		action = actions.of(m.On[0])
	}
	for _, d := range n.held {
		if !d.offers.has(action) {
			continue
		}
		targets := g.targetsOf(d, action)
		list := targets.list
		if targets.all || len(list) > len(all) {
			list = all
		}
		for _, t := range list {
			if w := try(t); w != nil {
				return w
			}
		}
	}
	return nil
}

func (g *Graph) trustsAny(t *Node, service string) bool {
	return t.Role != nil && t.Role.Trust != nil && g.trusts(t, service)
}

// by is how a principal acts as another one by a mechanism, nil when it
// cannot. What the mechanism needs besides is known to be allowed, unless
// exports tell what runs with the role.
func (n *Node) by(m *Mechanism, t *Node, service string) *Way {
	g := n.graph
	if service != "" && !g.trustsAny(t, service) {
		return nil
	}
	var (
		workload *account.Workload
		shown    bool
	)
	switch {
	case m.ID == assumeRole:
		if !n.assumes(t) {
			return nil
		}
	case m.ID == rewriteTrust:
		if t.AWSOwned() || !n.allowed(&request{action: "iam:UpdateAssumeRolePolicy", resource: t.ARN.Value, target: t}) || n.deniesAssuming(t) {
			return nil
		}
	case m.ID == rewriteProvider:
		if service == "" {
			service = g.providerOf(t)
		}
		if service == "" || t.AWSOwned() || !n.allowed(&request{action: m.On[0], resource: service}) {
			return nil
		}
	case len(m.On) > 0:
		for _, action := range m.On {
			if !n.allowed(&request{action: action, resource: t.ARN.Value, target: t}) {
				return nil
			}
		}
		if row := g.credentials(t); m.Shown != nil && row != nil {
			if shown = m.Shown(row); !shown {
				return nil
			}
		}
	case len(m.Passes) > 0:
		if m.Profile && len(t.Role.Profiles) == 0 && !n.makesProfile() {
			return nil
		}
		if m.Relay && (t.next == nil || t.next.Mechanism == nil || t.next.Mechanism.ID != assumeRole) {
			return nil
		}
		if !n.allowed(&request{action: "iam:PassRole", resource: t.ARN.Value, target: t, service: service}) {
			return nil
		}
	default:
		if m.Workload != "" && g.exported(m.Workload) {
			if workload = n.workloadOf(m, t); workload == nil {
				return nil
			}
		}
	}
	return &Way{From: n, Mechanism: m, To: t, service: service, workload: workload, shown: shown}
}

// credentials are what a credential report tells of a user; nil when none does.
func (g *Graph) credentials(n *Node) *account.Credentials {
	if g.account.CredentialReport == nil || n.User == nil {
		return nil
	}
	if g.rows == nil {
		g.rows = make(map[string]*account.Credentials)
		for _, row := range g.account.CredentialReport.Rows {
			g.rows[row.User.Value] = row
		}
	}
	return g.rows[n.Name.Value]
}

// exported says whether exports tell what there is of a kind of workload.
func (g *Graph) exported(kind account.WorkloadKind) bool {
	return g.workloads != nil && g.workloads.Exported[kind]
}

// workloadOf finds what runs with a role and what the principal may change.
func (n *Node) workloadOf(m *Mechanism, t *Node) *account.Workload {
	for _, w := range n.graph.workloads.Of(t.ARN.Value) {
		if w.Kind != m.Workload {
			continue
		}
		if _, ok := n.mayUse(m, w); ok {
			return w
		}
	}
	return nil
}

// mayAssume says whether some policy speaks of the principal's taking a role.
func (n *Node) mayAssume(t *Node) bool {
	return n.offers.has(assumption) || t.open || slices.Contains(n.namedBy, t)
}

// assumes says whether the principal may assume a role.
func (n *Node) assumes(t *Node) bool {
	return n.mayAssume(t) && t != n && t.Role != nil && t.Role.Trust != nil && n.allowed(&request{action: "sts:AssumeRole", resource: t.ARN.Value, target: t})
}

// deniesAssuming says whether a Deny, a boundary or an organization policy
// keeps the principal from assuming a role whatever the role's trust policy says.
func (n *Node) deniesAssuming(t *Node) bool {
	r := request{action: "sts:AssumeRole", resource: t.ARN.Value, target: t, rewritten: true}
	return !n.allowed(&r)
}

// makesProfile says whether the principal may make an instance profile and put
// a role into it.
func (n *Node) makesProfile() bool {
	profile := "arn:" + n.graph.partition + ":iam::" + n.graph.account.ID + ":instance-profile/*"
	return n.allowed(&request{action: "iam:CreateInstanceProfile", resource: profile, some: true}) &&
		n.allowed(&request{action: "iam:AddRoleToInstanceProfile", resource: profile, some: true})
}

// throughPermissionSets finds how a principal becomes administrator through IAM
// Identity Center, which works from the management account and from the one to
// which it is delegated.
func (g *Graph) throughPermissionSets(n *Node) {
	if !g.identityCenter {
		return
	}
	for _, m := range n.able.sets {
		if _, ok := n.mayUse(m, nil); ok {
			n.Ways = append(n.Ways, &Way{From: n, Mechanism: m})
		}
	}
}
