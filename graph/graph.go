// Package graph tells who can become whom in an account: which principal can
// act as which other one, by which requests, and which of them end at
// administrator. Every step can be proved by the statements that allow it.
package graph

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
)

// A Graph holds the principals of an account with the ways from each to
// administrator.
//
// An administrator has full access, or can give it to itself: boundaries,
// organization policies, Deny statements and conditions count. A way that
// depends on the caller's session or network (MFA, addresses) or on something
// that the caller chooses counts, with its conditions; one that depends on
// anything else that the exports do not tell does not. Principals of which the
// exports lack a policy are left out, as are service-linked roles, which
// nobody but the service can use.
type Graph struct {
	Nodes []*Node // users, then roles, in the order of the export

	account     *account.Account
	principals  *account.Principals
	facts       *catalog.Catalog
	workloads   *account.Workloads // nil when no export tells
	scps        []policy.Level
	conditional actionSet // actions that conditions or variables of the organization's policies decide about
	attaches    actionSet // those of which one speaks that asks which policy is attached
	specific    bool      // those conditions ask about what is acted on
	partition   string

	identityCenter bool  // may be run from this account
	goal           *Node // where the ways lead; nil for administrators

	byARN         map[string]*Node
	stronger      stronger
	documents     map[*policy.Document]*document
	full          map[*policy.Document]bool // which ones are full access
	abilities     map[actionSet]*ability
	needs         map[string][]need  // by mechanism
	trusting      map[string][]*Node // roles that name a service or identity provider in their trust policies
	samlProviders []string           // of the account, among those
	everybodys    []*Node            // roles whose trust policies name everybody
	trustKnown    map[trustQuestion]bool

	caller  *Node          // whose requests were last asked about
	context policy.Context // of those
	about   policy.Context // the same with what the last one was about

	request  policy.Request // that is decided, and by which policies
	policies policy.Policies

	// mutex guards what is found out when it is asked for, which the rules do
	// side by side. The graph itself is built before.
	mutex sync.Mutex

	rows map[string]*account.Credentials // of the credential report, by user; nil until asked for

	outside  []*Node              // see Outside; nil until asked for
	offered  map[string]actionSet // what resource-based policies of workloads allow, by the ARN they name, "*" for everybody
	closings map[statementKey]*Closing

	trial     *trial      // that lasts, nil for none
	frontiers []*frontier // of all levels; nil until a trial asks
	// without takes the place of a policy of which the trial takes statements out.
	without map[*account.PolicyDocument]*policy.Document
}

// stronger is what allows everything and is not in force for who can put it into
// force.
type stronger struct {
	known    bool
	policies []string
	groups   []*account.Group
}

// A Node is a user or role, or one of those that Outside knows.
type Node struct {
	*account.Principal
	Administrator bool // has everything, without doing anything for it
	Ways          []*Way

	level int  // steps to who is administrator or can make itself one; unreached without a way
	next  *Way // the way there; nil for an administrator

	comers []*Node // who has a way to the node; known once a trial asked
	helped []*Node // whose ways need what the node may do, though it has none itself; likewise

	graph         *Graph
	index         int
	offers        actionSet
	able          *ability    // of those
	held          []*document // distinct ones that offer an action of the tables, or deny
	identity      []*policy.Compiled
	boundaries    []*policy.Compiled
	namedBy       []*Node // roles whose trust policies name the principal
	open          bool    // its trust policy names everybody
	trustsAccount bool    // its trust policy names the account itself
	gathered      bool
	attachable    map[string][]*attachment // by the action that attaches
	conditional   actionSet                // actions that conditions or variables decide about
	attaches      actionSet                // those where one asks which policy is attached
	specific      bool                     // its conditions ask about what it acts on
	unknown       bool                     // the exports lack a policy, or only a service can use it
	everything    answer
}

// A Way is a step by which a principal comes nearer to administrator.
type Way struct {
	From *Node
	// Grant makes To administrator first; nil without.
	Grant *Grant
	// Mechanism is how From acts as To; nil when To is From itself.
	Mechanism *Mechanism
	To        *Node

	object   string            // the ARN that the grant acts on
	attached *attachment       // the policy that it attaches; nil for AdministratorAccess
	round    []*Way            // the steps behind it, where they depend on who goes it; see helping
	uncap    *Way              // takes a boundary off first; nil without one
	service  string            // to which the role is passed, or which runs with it
	workload *account.Workload // that is used, where exports tell
	shown    bool              // a credential report shows what has to exist
	opening  *Allowing         // nil until asked for
}

// Provider provides the *Graph of an account.
var Provider = &analysis.Analyzer{
	Name:       "graph",
	Doc:        "graph provides who can become whom",
	Requires:   []*analysis.Analyzer{account.Exports, account.PrincipalsProvider, account.Catalog},
	ResultType: reflect.TypeFor[*Graph](),
	Run: func(pass *analysis.Pass) (any, error) {
		g := New(account.Of[account.Principals](pass, account.PrincipalsProvider), account.CatalogOf(pass))
		g.FindClosings()
		return g, nil
	},
}

// New finds the ways to administrator in an account.
func New(principals *account.Principals, facts *catalog.Catalog) *Graph {
	g := newGraph(principals, facts)
	g.prepare()
	g.search()
	return g
}

// Toward finds the ways to one principal of some accounts in place of those to
// administrator: who can act as it, without what makes somebody administrator
// first. Administrators of its account, who can act as everybody there, are not
// among those who go them. The graphs of the accounts come back, joined, and whom
// they lead to; nothing for an ARN that no principal has.
func Toward(arn string, facts *catalog.Catalog, accounts ...*account.Principals) (graphs []*Graph, goal *Node) {
	for _, principals := range accounts {
		g := newGraph(principals, facts)
		g.prepare()
		if n := g.byARN[arn]; n != nil {
			goal = n
		}
		graphs = append(graphs, g)
	}
	if goal == nil {
		return nil, nil
	}
	for _, g := range graphs {
		g.goal = goal
		g.search()
	}
	Join(graphs...)
	return graphs, goal
}

func newGraph(principals *account.Principals, facts *catalog.Catalog) *Graph {
	g := &Graph{
		account:    principals.Account(),
		principals: principals,
		facts:      facts,
		workloads:  principals.Account().Workloads,
		partition:  "aws",
		byARN:      make(map[string]*Node, len(principals.All)),
		documents:  make(map[*policy.Document]*document),
		full:       make(map[*policy.Document]bool),
		abilities:  make(map[actionSet]*ability),
		needs:      make(map[string][]need),
		trusting:   make(map[string][]*Node),
		trustKnown: make(map[trustQuestion]bool),
	}
	g.identityCenter = g.mayRunIdentityCenter()
	return g
}

// prepare reads the principals and their policies.
func (g *Graph) prepare() {
	if guardrails, err := g.account.Guardrails(); err == nil {
		g.scps = g.levels(guardrails.SCPs)
	}
	g.indexWorkloads()
	g.addNodes()
	g.indexTrust()
}

func (g *Graph) levels(of []account.Level) []policy.Level {
	var levels []policy.Level
	for _, l := range of {
		level := policy.Level{ID: l.Node.ID}
		for _, p := range l.Policies {
			level.Policies = append(level.Policies, g.compile(p.Document.Document))
			d := g.document(p.Document.Document)
			g.conditional.addAll(d.conditional)
			g.specific = g.specific || d.specific
			g.attaches.addAll(d.attaches)
		}
		levels = append(levels, level)
	}
	return levels
}

// mayRunIdentityCenter says whether IAM Identity Center may be administered from
// the account: exports tell that it is the management account, or one to which
// the service is delegated; or they tell neither, but the account has roles of
// permission sets.
func (g *Graph) mayRunIdentityCenter() bool {
	org, delegated := g.account.Organization, g.account.DelegatedAdministrators
	if org != nil && org.Management.Present() {
		return org.Management.Value == g.account.ID || delegated != nil && slices.ContainsFunc(delegated.List, g.runsIdentityCenter)
	}
	return slices.ContainsFunc(g.account.AuthorizationDetails.Roles, func(r *account.Role) bool {
		return strings.HasPrefix(r.Path.Value, "/aws-reserved/sso.amazonaws.com/")
	})
}

func (g *Graph) runsIdentityCenter(d *account.DelegatedAdministrator) bool {
	return d.ID.Value == g.account.ID && (!d.HasServices || slices.ContainsFunc(d.Services, func(s account.ServicePrincipal) bool {
		return s.Name.Value == "sso.amazonaws.com"
	}))
}

// Find is the node of a principal by its ARN; nil when there is none.
func (g *Graph) Find(arn string) *Node { return g.byARN[arn] }

// Reaches says whether the principal is administrator or has a way to become it.
func (n *Node) Reaches() bool { return n.level >= 0 }

// Effective says whether the principal is administrator, or can make itself one.
func (n *Node) Effective() bool { return n.level == 0 }

// Steps are the ways from the principal to administrator, in order; empty for
// an administrator and for who cannot become one.
func (n *Node) Steps() []*Way {
	var steps []*Way
	for at := n; at.next != nil; at = at.next.To {
		steps = append(steps, at.next)
		if at.next.round != nil {
			return append(steps, at.next.round...)
		}
		if at.next.ends() {
			break
		}
	}
	return steps
}

// Steps are this way and those behind it.
func (w *Way) Steps() []*Way {
	switch {
	case w.round != nil:
		return append([]*Way{w}, w.round...)
	case w.ends():
		return []*Way{w}
	}
	return append([]*Way{w}, w.To.Steps()...)
}

// Whole are the way and, where nobody but who goes it goes those behind it, too,
// those.
func (w *Way) Whole() []*Way { return append([]*Way{w}, w.round...) }

// ends says whether who goes the way has arrived then.
func (w *Way) ends() bool {
	return w.round == nil && (w.Grant != nil || w.To == nil || w.To.next == nil)
}

// Kind is what sort of step the way is.
func (w *Way) Kind() Kind {
	switch {
	case w.Grant == nil:
		return w.Mechanism.Kind
	case w.Mechanism == nil || w.Grant.Kind != SelfGrant:
		return w.Grant.Kind
	}
	return OtherPrincipal
}

// ID names the mechanism of the way.
func (w *Way) ID() string {
	switch {
	case w.Grant == nil:
		return w.Mechanism.ID
	case w.Mechanism == nil:
		return w.Grant.ID
	}
	return w.Grant.ID + "+" + w.Mechanism.ID
}

// Covers are the ids of lists of escalation paths that know the way.
func (w *Way) Covers() []string {
	switch {
	case w.Grant == nil:
		return w.Mechanism.Covers
	case w.Mechanism == nil:
		return w.Grant.Covers
	}
	if id := w.Grant.With[w.Mechanism.ID]; id != "" {
		return []string{id}
	}
	return nil
}

// Single says whether the way ends at somebody who is administrator or can make
// itself one: more than one such step is a chain.
func (w *Way) Single() bool {
	if w.round != nil {
		return false
	}
	if w.ends() || w.To.level == 0 {
		return true
	}
	return w.Mechanism.Relay && w.To.next != nil && (w.To.next.ends() || w.To.next.To.level == 0)
}

// Principals are those that the graph was made of.
func (g *Graph) Principals() *account.Principals { return g.principals }

// AccountID is the id of the principal's account, "" when nothing tells.
func (n *Node) AccountID() string { return n.graph.account.ID }

// Unknown says whether the principal is left out, because the exports lack a
// policy that it holds, or only a service can use it.
func (n *Node) Unknown() bool { return n.unknown }
