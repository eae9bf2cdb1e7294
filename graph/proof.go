package graph

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
)

// A Proof is a request that a way needs, with what allows it.
type Proof struct {
	Caller   string // the ARN of who asks: the principal, or a service that takes a role
	Action   string
	Resource string // an ARN, a pattern for any resource that fits, or "*"

	// Statements allow it: one of the principal's policies, one of the role's
	// trust policy, or both.
	Statements []Allowing

	// Conditions are the condition keys on which it depends besides: about the
	// caller's session or network, or chosen by the caller.
	Conditions []string
}

// An Allowing is a statement that allows a request, at its place.
type Allowing struct {
	Statement *policy.Statement
	Document  *account.PolicyDocument // nil for a policy of AWS that the exports lack
	Held      *account.HeldPolicy     // how the principal has it; nil for a trust policy
	At        account.Place           // the entry of Action; where the exports lack the document, the attachment
}

// Proofs are the requests of a way, in the order in which they are made.
func (w *Way) Proofs() []Proof {
	w.From.graph.mutex.Lock()
	defer w.From.graph.mutex.Unlock()
	return w.proofs()
}

func (w *Way) proofs() []Proof {
	var proofs []Proof
	for _, a := range w.requests() {
		proofs = append(proofs, a.from.prove(&a.request))
	}
	if w.service != "" {
		proofs = append(proofs, w.From.graph.proveTrust(w.To, w.service))
	}
	return proofs
}

// requests are those that the search found to be allowed.
func (w *Way) requests() []asked {
	all := w.direct()
	if w.Mechanism == nil {
		return all
	}
	if w.From.outsideNode() {
		return append(all, w.From.workloadRequests(w)...)
	}
	needs, _ := w.From.mayUse(w.Mechanism, w.workload)
	return append(all, needs...)
}

// workloadRequests are those to a workload by its resource-based policy.
func (n *Node) workloadRequests(w *Way) []asked {
	var all []asked
	for _, need := range n.graph.needsOf(w.Mechanism) {
		arn := n.graph.workloadARN(w.workload)
		all = append(all, asked{n, request{action: need.action, resource: arn, document: n.graph.principals.ResourcePolicy(arn)}})
	}
	return all
}

// given are the requests that make somebody administrator.
func (w *Way) given() []asked {
	if w.Grant == nil {
		return nil
	}
	var all []asked
	if w.uncap != nil {
		all = w.uncap.given()
	}
	all = append(all, w.attached.requests(w.From)...)
	for _, action := range [...]string{w.Grant.First, w.Grant.Action} {
		if action != "" {
			all = append(all, asked{w.From, request{action: action, resource: w.object, target: w.To, attached: w.attached}})
		}
	}
	return all
}

// direct are the requests about whom the principal acts as, or makes
// administrator.
func (w *Way) direct() []asked {
	all := w.given()
	ask := func(r request) { all = append(all, asked{w.From, r}) }
	switch m := w.Mechanism; {
	case m == nil:
	case m.ID == rewriteTrust:
		ask(request{action: "iam:UpdateAssumeRolePolicy", resource: w.To.ARN.Value, target: w.To})
		ask(request{action: "sts:AssumeRole", resource: w.To.ARN.Value, target: w.To, rewritten: true})
	case m.ID == rewriteProvider:
		ask(request{action: m.On[0], resource: w.service})
	case len(m.On) > 0:
		for _, action := range m.On {
			ask(request{action: action, resource: w.To.ARN.Value, target: w.To})
		}
	case len(m.Passes) > 0:
		ask(request{action: "iam:PassRole", resource: w.To.ARN.Value, target: w.To, service: w.service})
	}
	return all
}

// prove explains a request that is allowed.
func (n *Node) prove(r *request) Proof {
	request, policies := n.request(r), n.policies(r)
	x := policy.Explain(&request, &policies)
	proof := Proof{Caller: n.caller(), Action: r.action, Resource: r.resource}
	if r.rewritten {
		return proof // by the trust policy that the principal wrote itself
	}
	if !n.outsideNode() {
		proof.take(n, policy.IdentityType, &x, r)
	}
	proof.take(n, policy.ResourceType, &x, r)
	for _, open := range x.Residual {
		if open.Statement.Denies() {
			proof.depend(open.Conditions)
		}
	}
	return proof
}

// take finds the statement of one type of policy that allows the request,
// rather one without open conditions.
func (p *Proof) take(n *Node, of policy.Type, x *policy.Explanation, r *request) {
	for _, reason := range x.Reasons {
		if reason.Type == of && reason.Statement.Allows() {
			p.Statements = append(p.Statements, n.allowing(reason, r))
			return
		}
	}
	for _, open := range x.Residual {
		if open.Type == of && open.Statement.Allows() {
			p.Statements = append(p.Statements, n.allowing(open.Reason, r))
			p.depend(open.Conditions)
			return
		}
	}
}

func (p *Proof) depend(on []*policy.Condition) {
	for _, c := range on {
		p.add([]string{c.Key.Text})
	}
}

// add adds condition keys, each once.
func (p *Proof) add(keys []string) {
	for _, key := range keys {
		if !slices.ContainsFunc(p.Conditions, func(known string) bool { return strings.EqualFold(known, key) }) {
			p.Conditions = append(p.Conditions, key)
		}
	}
}

func (n *Node) allowing(reason policy.Reason, r *request) Allowing {
	a := Allowing{Statement: reason.Statement}
	entry := reason.Statement.Entry(strings.ToLower(r.action))
	if reason.Type == policy.ResourceType {
		if a.Document = r.document; a.Document == nil {
			a.Document = r.target.Role.Trust
		}
		a.Statement = original(a.Document, a.Statement)
		a.At = a.Document.At(n.entryIn(reason.Statement))
		return a
	}
	for i := range n.Held() {
		if h := &n.Held()[i]; n.graph.heldNow(h) == reason.Policy.Document {
			a.Held, a.Document, a.At = h, h.Document, h.At
			break
		}
	}
	if a.Document != nil {
		a.Statement = original(a.Document, a.Statement)
		a.At = a.Document.At(entry)
	}
	return a
}

// original is the statement of a policy that one is, or is a copy of: what is
// left of a policy on trial holds copies.
func original(d *account.PolicyDocument, s *policy.Statement) *policy.Statement {
	for i := range d.Statements {
		if d.Statements[i].Span == s.Span {
			return &d.Statements[i]
		}
	}
	return s
}

// proveTrust shows that a role lets a service take it.
func (g *Graph) proveTrust(role *Node, service string) Proof {
	request, policies := trustRequest(role, service, g)
	proof := Proof{Caller: service, Action: request.Action, Resource: role.ARN.Value}
	x := policy.Explain(&request, &policies)
	trust := role.Role.Trust
	for _, reason := range x.Reasons {
		if reason.Statement.Allows() {
			proof.Statements = []Allowing{{Statement: reason.Statement, Document: trust, At: trust.At(principalsOf(reason.Statement))}}
			return proof
		}
	}
	for _, open := range x.Residual {
		if open.Statement.Allows() {
			proof.Statements = []Allowing{{Statement: open.Statement, Document: trust, At: trust.At(principalsOf(open.Statement))}}
			return proof
		}
	}
	return proof
}

// principalsOf is the place of whom a statement of a trust policy lets in.
func principalsOf(s *policy.Statement) policy.Span {
	if s.Principal.Present() {
		return s.Principal.Span
	}
	return s.NotPrincipal.Span
}

// entryIn is the place at which a statement of a resource-based policy names the
// principal, else that of all whom it names.
func (n *Node) entryIn(s *policy.Statement) policy.Span {
	for _, p := range s.Principal.Entries {
		if text := p.Value.Text; text == n.ARN.Value || text == n.Name.Value && n.outsideNode() {
			return p.Value.Span
		}
	}
	return principalsOf(s)
}

// Opens is the statement that allows the first request of the way: without it
// the way is shut, unless another statement allows the same.
func (w *Way) Opens() (Allowing, bool) {
	w.From.graph.mutex.Lock()
	defer w.From.graph.mutex.Unlock()
	a := w.opens()
	return a, a.Statement != nil
}

func (w *Way) opens() Allowing {
	if w.opening == nil {
		a := w.opensNow()
		w.opening = &a
	}
	return *w.opening
}

// opensNow asks also about policies on trial.
func (w *Way) opensNow() Allowing {
	requests := w.direct()
	if len(requests) == 0 {
		requests = w.requests()
	}
	if p := requests[0].from.prove(&requests[0].request); len(p.Statements) > 0 {
		return p.Statements[0]
	}
	return Allowing{}
}
