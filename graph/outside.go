package graph

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
)

// The types of nodes that are no users or roles of the account.
const (
	RootType      = "root"              // the account's root user
	ServiceType   = "service"           // holds roles that trust it
	ProviderType  = "identity provider" // lets people or programs take roles
	AccountType   = "account"           // another one, that may give its principals the right to take a role
	StrangerType  = "principal"         // a user or role of another account
	EverybodyType = "everybody"
)

// The ways of those outside: by a role's trust policy alone, as far as this
// account decides.
var (
	entering     = [...]Mechanism{enteringBy("sts:AssumeRole"), enteringBy("sts:AssumeRoleWithSAML"), enteringBy("sts:AssumeRoleWithWebIdentity")}
	enterSession = &entering[0]
)

func enteringBy(action string) Mechanism {
	return Mechanism{ID: "enter", Kind: OtherPrincipal, Does: "takes %s", On: []string{action}}
}

// Outside are the root user, and those who are no users or roles of the account
// and come to its administrators, or to the principal that the graph leads to: by
// the trust policies of roles, and by resource-based policies of what runs with
// roles. What another account allows its principals is taken for granted, and
// conditions that the exports leave open stand at the ways.
func (g *Graph) Outside() []*Node {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	if g.outside == nil {
		g.outside = []*Node{g.root()}
		for _, role := range g.Nodes {
			if role.Role != nil && role.Role.Trust != nil && role.Reaches() && !role.unknown {
				g.enterBy(role.Role.Trust.Document, func(n *Node) { n.enter(role) })
				g.enterWorkloads(role)
			}
		}
		g.outside = slices.DeleteFunc(g.outside, func(n *Node) bool { return n.Type != RootType && len(n.Ways) == 0 })
	}
	return g.outside
}

// FindOutside finds one of those by what people call it: a service principal, an
// identity provider, an ARN, the id of an account, root, or everybody.
func (g *Graph) FindOutside(text string) *Node {
	for _, n := range g.Outside() {
		if text == n.Name.Value || text == n.ARN.Value || text == n.Type && (n.Type == RootType || n.Type == EverybodyType) {
			return n
		}
	}
	return nil
}

// root is the root user, whom only organization policies bind.
func (g *Graph) root() *Node {
	n := g.outsider(RootType, "root", "arn:"+g.partition+":iam::"+g.account.ID+":root")
	r := policy.Request{Principal: n.ARN.Value, Action: "iam:AttachRolePolicy", Resource: "*", SomeResource: true, Context: new(policy.Context).Open()}
	if outcome := policy.Evaluate(&r, &policy.Policies{SCPs: g.scps}).Outcome; outcome == policy.Allowed || outcome == policy.Conditional {
		n.Administrator, n.level = true, 0
	}
	return n
}

func (g *Graph) outsider(kind, name, arn string) *Node {
	identity := &account.Identity{Type: kind, Name: account.Text{Value: name}, ARN: account.Text{Value: arn}}
	return &Node{Principal: &account.Principal{Identity: identity}, graph: g, level: unreached, gathered: true}
}

// outsideNode says whether a node is none of the account's users and roles.
func (n *Node) outsideNode() bool { return n.User == nil && n.Role == nil }

// enterBy calls for each of those outside whom a policy lets in, as it names them.
func (g *Graph) enterBy(d *policy.Document, enter func(*Node)) {
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.Allows() {
			continue
		}
		if s.NotPrincipal.Present() {
			enter(g.known(EverybodyType, "everybody", ""))
		}
		for _, p := range s.Principal.Entries {
			if n := g.named(p); n != nil {
				enter(n)
			}
		}
	}
}

// named is who stands in a policy, nil for the own account and its principals.
func (g *Graph) named(p policy.Principal) *Node {
	text := p.Value.Text
	id, arn := account.ResourceAccount(text)
	switch {
	case p.Everyone():
		return g.known(EverybodyType, "everybody", "")
	case p.Type == "Service":
		return g.known(ServiceType, text, "")
	case p.Type == "Federated" && arn:
		_, name, _ := strings.Cut(text, "-provider/")
		return g.known(ProviderType, name, text)
	case p.Type == "Federated":
		return g.known(ProviderType, text, text)
	case p.Type != "AWS" || text == g.account.ID || id == g.account.ID:
		return nil
	case !arn && len(text) == 12 && strings.Trim(text, "0123456789") == "":
		return g.known(AccountType, text, "arn:"+g.partition+":iam::"+text+":root")
	case !arn:
		return nil // the id of a principal that was deleted
	case strings.HasSuffix(text, ":root"):
		return g.known(AccountType, id, text)
	}
	return g.known(StrangerType, text, text)
}

func (g *Graph) known(kind, name, arn string) *Node {
	for _, n := range g.outside {
		if n.Type == kind && n.Name.Value == name && n.ARN.Value == arn {
			return n
		}
	}
	n := g.outsider(kind, name, arn)
	g.outside = append(g.outside, n)
	return n
}

// enter adds the way into a role, if its trust policy lets the node in.
func (n *Node) enter(role *Node) {
	m := enterSession
	if n.Type == ProviderType {
		m = &entering[2]
		if strings.Contains(n.ARN.Value, ":saml-provider/") {
			m = &entering[1]
		}
	}
	if n.entersBy(&request{action: m.On[0], resource: role.ARN.Value, target: role}) {
		n.add(&Way{From: n, Mechanism: m, To: role})
	}
}

// enterWorkloads adds the ways through what runs with a role, where its
// resource-based policy lets others do all that takes.
func (g *Graph) enterWorkloads(role *Node) {
	if g.workloads == nil {
		return
	}
	for _, w := range g.workloads.Of(role.ARN.Value) {
		doc := g.principals.ResourcePolicy(g.workloadARN(w))
		if doc == nil {
			continue
		}
		for i := range mechanisms {
			m := &mechanisms[i]
			if m.Workload != w.Kind || len(m.Runs) == 0 || !g.trustsAny(role, m.Runs[0]) {
				continue
			}
			g.enterBy(doc.Document, func(n *Node) {
				if n.Type == ServiceType || n.Type == ProviderType {
					return // calls it for others, and changes nothing
				}
				for _, need := range g.needsOf(m) {
					if !n.entersBy(&request{action: need.action, resource: g.workloadARN(w), document: doc}) {
						return
					}
				}
				n.add(&Way{From: n, Mechanism: m, To: role, service: m.Runs[0], workload: w})
			})
		}
	}
}

func (n *Node) entersBy(r *request) bool {
	switch n.decide(r) {
	case policy.Allowed, policy.Conditional:
		return true
	}
	return false
}

// add adds a way to a role that has one, unless it is known.
func (n *Node) add(w *Way) {
	for i := len(n.Ways) - 1; i >= 0 && n.Ways[i].To == w.To; i-- { // those to one role follow one another
		if n.Ways[i].Mechanism == w.Mechanism {
			return
		}
	}
	n.Ways = append(n.Ways, w)
	if n.level == unreached || w.To.level+1 < n.level {
		n.level, n.next = w.To.level+1, w
	}
}

// outsideContext is what is known of a request from outside: nothing but the account.
func (n *Node) outsideContext() *policy.Context {
	c := new(policy.Context).Open()
	if id, ok := account.ResourceAccount(n.ARN.Value); ok {
		c.Set("aws:PrincipalAccount", id)
	}
	if n.Type == StrangerType {
		c.Set("aws:PrincipalArn", n.ARN.Value)
	}
	return c
}

// outsidePolicies are those that decide about a request from outside.
func (n *Node) outsidePolicies(r *request) policy.Policies {
	p := policy.Policies{Resource: n.graph.resourcePolicy(r)}
	if n.Type == AccountType || n.Type == StrangerType || n.Type == EverybodyType {
		p.Identity = []*policy.Compiled{allowsAll}
	}
	return p
}

// LetsIn says whether the role's trust policy lets a principal of another
// account in, if that account allows it.
func (n *Node) LetsIn(id, principal string) bool {
	g := n.graph
	g.mutex.Lock()
	defer g.mutex.Unlock()
	kind := StrangerType
	if !strings.HasPrefix(principal, "arn:") {
		principal = "arn:" + g.partition + ":iam::" + id + ":root"
	}
	if strings.HasSuffix(principal, ":root") {
		kind = AccountType
	}
	return g.outsider(kind, principal, principal).entersBy(&request{action: "sts:AssumeRole", resource: n.ARN.Value, target: n})
}
