package policy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/catalog"
)

// An Access is what policies let through.
type Access struct {
	// Policies are those that decide. What is nil among Identity and Resource
	// allows everything: the question is about the others then.
	Policies *Policies

	// Principal is whose access it is; "" for anybody's.
	Principal string

	// Known are the condition keys that are the same in all requests; an open context, or nil.
	Known *Context
}

// AccessOf is what a document of a kind lets through, provided that all other
// policies that a request needs allow it. A nil document lets through nothing.
func AccessOf(kind Kind, d *Document) Access {
	if d == nil {
		d = new(Document)
	}
	c := Compile(d)
	p := new(Policies)
	switch kind {
	case TrustPolicy, ResourcePolicy:
		p.Resource = c
	case ServiceControlPolicy:
		p.SCPs = []Level{{"", []*Compiled{c}}}
	case ResourceControlPolicy:
		p.RCPs = []Level{{"", []*Compiled{c}}}
	case EndpointPolicy:
		p.Endpoint = []*Compiled{c}
	default:
		p.Identity = []*Compiled{c}
	}
	return Access{Policies: p}
}

// LeftBy is what the policy of a resource leaves to callers whom other policies
// allow what they ask for: all that it does not deny.
func LeftBy(d *Document) Access {
	denies := &Document{Version: d.Version, Statements: slices.Clone(allowEverything.Document.Statements)}
	for _, s := range d.Statements {
		if s.Denies() {
			denies.Statements = append(denies.Statements, s)
		}
	}
	return AccessOf(ResourcePolicy, denies)
}

// CompareOptions limit what is compared.
type CompareOptions struct {
	// Kind is that of the policies; that of an Access of a principal is IdentityPolicy.
	Kind Kind
	// Actions, if not nil, are those that count, Resources those on which they do:
	// entries as in a statement.
	Actions   []ActionPattern
	Resources []string
	// Strangers asks about callers that no policy can know: anonymous ones, and
	// principals of an account, an organization and a network that are nobody's.
	Strangers bool
}

// A Verdict says whether there is new access.
type Verdict uint8

// The verdicts.
const (
	NoNewAccess Verdict = iota // none, for certain
	NewAccess                  // there is: requests show it
	Undecided                  // nobody can tell; Comparison.Open says why
)

func (v Verdict) String() string { return [...]string{"none", "new", "unknown"}[v] }

// A Comparison is the answer to the question what one access lets through that
// another one does not.
type Comparison struct {
	Verdict Verdict
	Gains   []Gain   // what is new, by statement
	Open    []string // why more may be new than Gains tells
}

// A Gain is new access: what a statement lets through that was not before.
type Gain struct {
	Statement *Statement // the Allow that grants it
	Policy    *Compiled  // that of the statement
	Actions   []string   // the actions of which the same can be said, sorted; that of the request first
	Callers   []string   // the principals of which it can be said, that of the request first
	Request   *Request   // is allowed now, and was not before
	Now       Explanation
	Before    Explanation
	Notes     []string // what is odd about the request
}

// Compare tells what the new access lets through that the old one does not.
// That there is nothing is certain: whatever the action, the resource, the
// caller and the condition keys, what Evaluate allows now it allowed before.
// Each Gain shows a request that Evaluate decides so.
//
// Requests have a resource that is an ARN or "*", the keys of every signed
// request, and keys with one value or several as the catalogue has them.
func Compare(facts *catalog.Catalog, before, now Access, o CompareOptions) *Comparison {
	c := &comparison{facts: facts, options: o, before: newSide(before), now: newSide(now),
		interned: make(map[string]int), keys: make(map[string]catalog.Key), symbols: make(map[string]rune)}
	c.survey()
	c.findLinks()
	result := new(Comparison)
	c.classify()
	seen := make(map[gainID]int)
	for _, who := range c.callers() {
		s := newSolver(c, who, nil)
		for i := range c.classes {
			for _, g := range s.solve(&c.classes[i]) {
				id := gainID{g.Statement, i}
				if at, ok := seen[id]; ok {
					result.Gains[at].Callers = append(result.Gains[at].Callers, g.Callers...)
					continue
				}
				seen[id] = len(result.Gains)
				result.Gains = append(result.Gains, g)
			}
		}
	}
	for i := range result.Gains {
		g := &result.Gains[i]
		first := g.Callers[0]
		rest := slices.Compact(slices.Sorted(slices.Values(g.Callers[1:])))
		g.Callers = append([]string{first}, slices.DeleteFunc(rest, func(s string) bool { return s == first })...)
	}
	slices.SortStableFunc(result.Gains, func(a, b Gain) int {
		return cmp.Or(cmp.Compare(a.Statement.Span.Start, b.Statement.Span.Start), strings.Compare(a.Request.Action, b.Request.Action))
	})
	result.Open = slices.Compact(slices.Sorted(slices.Values(c.open)))
	switch {
	case len(result.Gains) > 0:
		result.Verdict = NewAccess
	case len(result.Open) > 0:
		result.Verdict = Undecided
	}
	return result
}

type gainID struct {
	statement *Statement
	class     int
}

// A comparison is two accesses being compared.
type comparison struct {
	facts       *catalog.Catalog
	options     CompareOptions
	before, now side

	classes    []actionClass
	predicates []predicate
	interned   map[string]int
	keys       map[string]catalog.Key
	tested     map[string]bool // keys of conditions and variables of both sides
	links      []link
	symbols    map[string]rune // of variables
	variables  []variable      // by symbol

	open    []string
	guesses int
}

// A side is one of the accesses, taken apart: a request gets through if each
// layer has an Allow that fits and no Deny does.
type side struct {
	policies *Policies
	caller   string
	known    *Context
	layers   []layer
	denies   layer
}

// A layer is policies of which one has to allow.
type layer []sideStatement

type sideStatement struct {
	*compiledStatement
	policy *Compiled
	of     Type
	index  int // among the statements of both sides
}

// AllowEverything stands for policies that nobody told and that nobody asks about.
var allowEverything = func() *Compiled {
	d, err := Parse([]byte(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}`))
	if err != nil {
		panic(err) // a test compares policies
	}
	return Compile(d)
}()

// otherAccount owns the resources of requests, so that identity and resource
// policies both count. It is that of no caller.
const otherAccount = "another"

func newSide(a Access) side {
	s := side{policies: new(Policies), known: a.Known, caller: a.Principal}
	if a.Policies != nil {
		*s.policies = *a.Policies
	}
	p := s.policies
	add := func(of Type, policies []*Compiled, grants bool) {
		var allows layer
		for _, c := range policies {
			for i := range c.statements {
				one := sideStatement{&c.statements[i], c, of, 0}
				if one.deny {
					s.denies = append(s.denies, one)
				} else {
					allows = append(allows, one)
				}
			}
		}
		if grants {
			s.layers = append(s.layers, allows)
		}
	}
	if p.Identity != nil {
		add(IdentityType, p.Identity, true)
	} else {
		p.Identity = []*Compiled{allowEverything}
	}
	if p.Resource != nil {
		add(ResourceType, []*Compiled{p.Resource}, true)
	} else {
		p.Resource = allowEverything
	}
	for _, b := range p.Boundaries {
		add(BoundaryType, []*Compiled{b}, true)
	}
	for _, l := range p.SCPs {
		add(SCPType, l.Policies, true)
	}
	for _, l := range p.RCPs {
		add(RCPType, l.Policies, false)
	}
	if p.Session != nil {
		add(SessionType, p.Session, true)
	} else {
		p.Session = []*Compiled{allowEverything} // without, federated users could do nothing
	}
	if p.Endpoint != nil {
		add(EndpointType, p.Endpoint, true)
	}
	if len(s.layers) == 0 { // resource control policies alone
		add(ResourceType, []*Compiled{allowEverything}, true)
	}
	return s
}

// statements are those of both sides.
func (c *comparison) statements(yield func(s *sideStatement, now bool) bool) {
	for _, s := range []*side{&c.before, &c.now} {
		for _, l := range append(slices.Clone(s.layers), s.denies) {
			for i := range l {
				if !yield(&l[i], s == &c.now) {
					return
				}
			}
		}
	}
}

// survey numbers the statements and collects the keys that they test.
func (c *comparison) survey() {
	c.tested = make(map[string]bool)
	n := 0
	note := func(t *template) {
		for i := range t.pieces {
			if v := t.pieces[i].variable; v != "" {
				c.tested[v] = true
			}
		}
	}
	for s := range c.statements {
		s.index = n
		n++
		for i := range s.resources {
			note(&s.resources[i].parts[5])
		}
		for i := range s.conditions {
			condition := &s.conditions[i]
			c.tested[condition.key] = true
			for k := range condition.templates {
				note(&condition.templates[k])
			}
			for k := range condition.arns {
				for part := range condition.arns[k] {
					note(&condition.arns[k][part])
				}
			}
		}
	}
}
