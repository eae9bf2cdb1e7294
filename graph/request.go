package graph

import (
	"strconv"
	"strings"
	"time"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
)

// A request is what a principal needs to be allowed for a step.
type request struct {
	action   string
	resource string
	some     bool      // resource is a pattern, and any resource that fits will do
	target   *Node     // whom it is about; nil for none
	newcomer *newcomer // whom the caller makes; nil for nobody
	service  string    // to which a role is passed

	unbounded bool                    // the boundary does not count
	attached  *attachment             // the policy that is attached; nil for AdministratorAccess
	document  *account.PolicyDocument // the resource-based policy of the resource; nil for none, and for a role

	rewritten bool // the trust policy of the role was rewritten for the principal
}

// awsPolicy is the ARN of a policy of AWS.
func (g *Graph) awsPolicy(name string) string {
	return "arn:" + g.partition + ":iam::aws:policy/" + name
}

func (n *Node) request(r *request) policy.Request {
	request := policy.Request{Principal: n.caller(), Action: r.action, Resource: r.resource, SomeResource: r.some, Context: n.contextOf(r)}
	if r.target != nil {
		request.ResourceAccount = r.target.graph.account.ID
	} else if n.outsideNode() || r.newcomer != nil {
		request.ResourceAccount = n.graph.account.ID
	}
	return request
}

// caller is who makes the requests of a node, as requests say it.
func (n *Node) caller() string {
	switch n.Type {
	case ServiceType:
		return n.Name.Value
	case EverybodyType:
		return anybody
	}
	return n.ARN.Value
}

// anybody is a principal of an account of which nobody says anything.
const anybody = "arn:aws:iam::000000000000:root"

// resourcePolicy is the policy of what a request is about; nil for none.
func (g *Graph) resourcePolicy(r *request) *policy.Compiled {
	switch {
	case r.rewritten:
		return trustsEverybody
	case r.document != nil:
		return g.principals.Compiled(g.current(r.document))
	case strings.HasPrefix(r.action, "sts:AssumeRole") && r.target.Role.Trust != nil:
		return r.target.graph.trust(r.target)
	}
	return nil
}

func (n *Node) policies(r *request) policy.Policies {
	if n.outsideNode() {
		return n.outsidePolicies(r)
	}
	n.gather()
	p := policy.Policies{Identity: n.identity, Boundaries: n.boundaries, SCPs: n.graph.scps, Resource: n.graph.resourcePolicy(r)}
	if r.unbounded {
		p.Boundaries = nil
	}
	return p
}

// trustsEverybody stands for a trust policy that was rewritten, and allowsAll
// for the policies of another account.
var (
	trustsEverybody = compile(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}}`)
	allowsAll       = compile(`{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}`)
)

func compile(text string) *policy.Compiled {
	d, err := policy.Parse([]byte(text))
	if err != nil {
		panic(err)
	}
	return policy.Compile(d)
}

// decide decides a request.
func (n *Node) decide(r *request) policy.Outcome {
	g := n.graph
	g.request, g.policies = n.request(r), n.policies(r)
	return policy.Evaluate(&g.request, &g.policies).Outcome
}

// allowed says whether a request is allowed, or would be under conditions that
// the principal can meet.
func (n *Node) allowed(r *request) bool {
	switch n.decide(r) {
	case policy.Allowed:
		return true
	case policy.Conditional:
		request, policies := n.request(r), n.policies(r)
		return satisfiable(r.action, policy.Explain(&request, &policies).Residual)
	}
	return false
}

// may says whether an action can be allowed on any resource of a kind at all.
// Only the no is certain.
func (n *Node) may(action, kind string) bool {
	g := n.graph
	switch n.decide(&request{action: action, resource: "arn:" + g.partition + ":iam::" + g.account.ID + ":" + kind + "/*", some: true}) {
	case policy.Allowed, policy.Conditional:
		return true
	}
	return len(n.attachments(action)) > 0
}

// satisfiable says whether conditions that the exports leave open can be met:
// those about the caller's session and network, and about what it chooses
// itself. A Deny that looks at the tags of a resource leaves those without.
func satisfiable(action string, open []policy.Residual) bool {
	for _, r := range open {
		if len(r.Conditions) == 0 {
			return false // a policy variable
		}
		for _, c := range r.Conditions {
			if !policy.SessionKey(c.Key.Text) && !chosen(action, c.Key.Text) && !(r.Statement.Denies() && resourceTag(c.Key.Text)) {
				return false
			}
		}
	}
	return true
}

// chosen says whether the caller chooses the value of a condition key.
func chosen(action, key string) bool {
	key = strings.ToLower(key)
	if resourceTag(key) {
		return false
	}
	switch key {
	case "aws:requestedregion", "aws:tagkeys", "sts:externalid", "sts:rolesessionname", "sts:sourceidentity", "sts:transitivetagkeys", "sts:durationseconds":
		return true
	}
	service, _, _ := strings.Cut(strings.ToLower(action), ":")
	return strings.HasPrefix(key, "aws:requesttag/") || service != "iam" && service != "sts" && strings.HasPrefix(key, service+":")
}

func resourceTag(key string) bool {
	return strings.Contains(strings.ToLower(key), "resourcetag/")
}

// contextOf is what is known of the condition keys of a request; nil where no
// condition decides.
func (n *Node) contextOf(r *request) *policy.Context {
	if n.outsideNode() {
		return n.outsideContext()
	}
	g, action := n.graph, actions.of(r.action)
	open, specific := n.conditional.has(action), n.specific
	if r.action == "sts:AssumeRole" && !r.rewritten && r.target.Role.Trust != nil {
		trust := r.target.graph.document(r.target.graph.current(r.target.Role.Trust))
		open, specific = open || trust.conditional.has(action), specific || trust.specific
	}
	if r.document != nil {
		own := g.document(g.current(r.document))
		open, specific = open || own.conditional.has(action), specific || own.specific
	}
	if !open {
		return nil
	}
	if g.caller != n {
		g.caller = n
		n.PutContext(&g.context)
		g.context.Set("aws:ResourceAccount", g.account.ID)
		if clock := g.account.Clock; clock != nil {
			g.context.Set("aws:CurrentTime", clock.Time.UTC().Format(time.RFC3339))
			g.context.Set("aws:EpochTime", strconv.FormatInt(clock.Time.Unix(), 10))
		}
	}
	if !specific {
		return &g.context
	}
	c := &g.about
	g.context.CopyTo(c)
	if r.service != "" {
		c.Set("iam:PassedToService", r.service)
	}
	switch {
	case strings.HasPrefix(r.action, "iam:Attach"):
		c.Set("iam:PolicyARN", r.attached.policy(g))
	case strings.HasPrefix(r.action, "iam:Put") && strings.HasSuffix(r.action, "PermissionsBoundary"):
		c.Set("iam:PermissionsBoundary", g.awsPolicy(administratorAccess))
		return c
	}
	if who := r.newcomer; who != nil {
		if who.boundary != "" {
			c.Set("iam:PermissionsBoundary", g.awsPolicy(who.boundary))
		} else {
			c.SetAbsent("iam:PermissionsBoundary")
		}
		return c
	}
	if tags, known := n.graph.tagsOf(r); known {
		for _, tag := range tags {
			c.Set("aws:ResourceTag/"+tag.Key.Value, tag.Value.Value)
			c.Set("iam:ResourceTag/"+tag.Key.Value, tag.Value.Value)
		}
		c.SetComplete("aws:ResourceTag/")
		c.SetComplete("iam:ResourceTag/")
	}
	if t := r.target; t != nil {
		if b := t.Identity.Boundary; b.Present() {
			c.Set("iam:PermissionsBoundary", b.ARN.Value)
		} else {
			c.SetAbsent("iam:PermissionsBoundary")
		}
	}
	return c
}

// tagsOf are the tags of the resource of a request, as far as the exports tell.
func (g *Graph) tagsOf(r *request) (tags []account.Tag, known bool) {
	if p := g.account.AuthorizationDetails.Policy(r.resource); p != nil {
		return p.Tags, true
	}
	switch {
	case r.target == nil:
		return nil, false
	case r.target.ARN.Value == r.resource:
		return r.target.Tags, true
	}
	return nil, true // groups have none
}
