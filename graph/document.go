package graph

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
)

// A document is a policy with what the search asks of it, found once.
type document struct {
	*policy.Document
	compiled    *policy.Compiled // nil until asked for
	offers      actionSet        // actions of the tables of which an Allow speaks
	conditional actionSet        // those of which a statement with conditions or variables speaks
	attaches    actionSet        // those of which one speaks that asks which policy is attached
	specific    bool             // those conditions ask about what is acted on: its tags, its boundary, a service
	targets     map[int]targets
}

// targets are the nodes of which an Allow of an action may speak.
type targets struct {
	all  bool
	list []*Node // in order of index
}

// current is what a policy says, without the statements that are taken out of it
// on trial.
func (g *Graph) current(d *account.PolicyDocument) *policy.Document {
	if rest := g.without[d]; rest != nil {
		return rest
	}
	return d.Document
}

// heldNow is what a policy of a principal says, without the statements that are
// taken out of it on trial.
func (g *Graph) heldNow(h *account.HeldPolicy) *policy.Document {
	if h.Document != nil {
		return g.current(h.Document)
	}
	return h.Policy
}

// managedNow is the same for a managed policy; nil when nobody tells what it says.
func (g *Graph) managedNow(arn string) *policy.Document {
	if g.without != nil {
		if p := g.account.AuthorizationDetails.Policy(arn); p != nil && p.Default() != nil {
			return g.current(p.Default())
		}
	}
	return g.principals.Document(arn)
}

// documents are what the identity policies of the principal say.
func (n *Node) documents(yield func(*policy.Document)) {
	if n.graph.without == nil {
		n.AnyDocument(func(d *policy.Document) bool {
			yield(d)
			return false
		})
		return
	}
	for i := range n.Held() {
		yield(n.graph.heldNow(&n.Held()[i]))
	}
}

// boundaryNow is what the permissions boundary says; nil when there is none, or
// when its document is not known.
func (n *Node) boundaryNow() *policy.Document {
	if !n.Identity.Boundary.Present() {
		return nil
	}
	return n.graph.managedNow(n.Identity.Boundary.ARN.Value)
}

// compile prepares the statements of a document that speak of actions of the tables.
func (g *Graph) compile(d *policy.Document) *policy.Compiled {
	doc := g.document(d)
	if doc.compiled == nil {
		doc.compiled = policy.CompileSome(d, func(s *policy.Statement) bool {
			spoken := spokenOf(s)
			return !spoken.empty()
		})
	}
	return doc.compiled
}

// services are those of the actions of the tables.
var services = func() policy.ServiceSet {
	var set policy.ServiceSet
	for name := range actions.byService {
		set |= policy.Services(name)
	}
	return set
}()

func (g *Graph) document(d *policy.Document) *document {
	if known := g.documents[d]; known != nil {
		return known
	}
	doc := &document{Document: d}
	g.documents[d] = doc
	if !d.SpeaksOf(services) && !d.HasNotAction() {
		return doc
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.SpeaksOf(services) && !s.NotAction.Present() {
			continue
		}
		spoken := spokenOf(s)
		if s.Allows() {
			doc.offers.addAll(spoken)
		}
		if len(s.Conditions) > 0 || hasVariable(s) {
			doc.conditional.addAll(spoken)
			doc.specific = doc.specific || asksAboutObject(s)
			if s.Tests("iam:PolicyARN") {
				doc.attaches.addAll(spoken)
			}
		}
	}
	return doc
}

// asksAboutObject says whether conditions or variables of a statement ask about
// what is acted on.
func asksAboutObject(s *policy.Statement) bool {
	about := func(text string) bool {
		text = strings.ToLower(text)
		return strings.Contains(text, "resourcetag/") || strings.Contains(text, "iam:")
	}
	for i := range s.Conditions {
		c := &s.Conditions[i]
		if about(c.Key.Text) || slices.ContainsFunc(c.Values, func(v policy.Value) bool { return strings.Contains(v.Text, "${") && about(v.Text) }) {
			return true
		}
	}
	return slices.ContainsFunc(s.Resource.Values, func(v policy.Value) bool { return strings.Contains(v.Text, "${") && about(v.Text) })
}

func hasVariable(s *policy.Statement) bool {
	for _, e := range [...]policy.Element{s.Resource, s.NotResource} {
		if slices.ContainsFunc(e.Values, func(v policy.Value) bool { return strings.Contains(v.Text, "${") }) {
			return true
		}
	}
	return false
}

// spokenOf are the actions of the tables of which a statement speaks.
func spokenOf(s *policy.Statement) actionSet {
	var set actionSet
	if s.NotAction.Present() && !s.Action.Present() {
		for i, name := range actions.names {
			if s.ActsOn(name) {
				set.add(i)
			}
		}
		return set
	}
	for _, v := range s.Action.Values {
		service, _, _ := strings.Cut(v.Text, ":")
		some, all := actions.byService[strings.ToLower(service)], strings.HasPrefix(v.Text, "*")
		if len(some) == 0 && !all {
			continue
		}
		p, ok := policy.ParseAction(v.Text)
		if !ok {
			continue
		}
		if all {
			for i, name := range actions.names {
				if p.Matches(name) {
					set.add(i)
				}
			}
			continue
		}
		for _, i := range some {
			if p.Matches(actions.names[i]) {
				set.add(i)
			}
		}
	}
	return set
}

// targetsOf are the nodes of which the document may allow an action: all that
// it allows, and some that conditions, variables or other policies take out.
func (g *Graph) targetsOf(d *document, action int) targets {
	if known, ok := d.targets[action]; ok {
		return known
	}
	var t targets
	name := actions.names[action]
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.Allows() || !s.ActsOn(name) {
			continue
		}
		if !s.Resource.Present() {
			t.all = t.all || s.NotResource.Present()
			continue
		}
		for _, v := range s.Resource.Values {
			t.add(g, v.Text)
		}
	}
	if t.all {
		t.list = nil
	}
	slices.SortFunc(t.list, func(a, b *Node) int { return a.index - b.index })
	t.list = slices.Compact(t.list)
	if d.targets == nil {
		d.targets = make(map[int]targets)
	}
	d.targets[action] = t
	return t
}

func (t *targets) add(g *Graph, pattern string) {
	if t.all {
		return
	}
	if !strings.ContainsAny(pattern, "*?$") {
		if n := g.byARN[pattern]; n != nil {
			t.list = append(t.list, n)
		}
		return
	}
	pattern = catalog.WithoutVariables(pattern)
	if strings.Trim(pattern, "*") == "" || strings.Count(pattern, ":") < 5 || everyNode(pattern) {
		t.all = true
		return
	}
	for _, n := range g.Nodes {
		if policy.Match(pattern, n.ARN.Value) {
			t.list = append(t.list, n)
		}
	}
}

// everyNode says whether a pattern is one of the usual ones for all roles or users.
func everyNode(pattern string) bool {
	kind := strings.TrimSuffix(pattern, "/*")
	return kind != pattern && (strings.HasSuffix(kind, ":role") || strings.HasSuffix(kind, ":user"))
}
