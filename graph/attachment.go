package graph

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
)

// An attachment is a policy with which somebody has everything, or can give it
// to itself, once it is attached.
type attachment struct {
	arn   string
	first string // the action that makes it allow everything before; "" for none
}

// The actions that make a policy allow everything.
const (
	createPolicy  = "iam:CreatePolicy"
	createVersion = "iam:CreatePolicyVersion"
)

// The policies of AWS to attach, the first where no condition keeps from it.
const (
	administratorAccess = "AdministratorAccess"
	fullIAMAccess       = "IAMFullAccess"
)

// maxAttachments is how many policies are tried besides AdministratorAccess.
const maxAttachments = 4

// policy is the ARN of the policy that is attached: AdministratorAccess for nil.
func (a *attachment) policy(g *Graph) string {
	if a == nil {
		return g.awsPolicy(administratorAccess)
	}
	return a.arn
}

// name is how texts call the policy.
func (a *attachment) name() string {
	name := a.arn[strings.LastIndexByte(a.arn, '/')+1:]
	if account.IsAWSManaged(a.arn) {
		return name
	}
	return "policy \"" + name + "\""
}

// does is what a text says that the principal does, with this policy in the place of
// AdministratorAccess.
func (a *attachment) does(text string) string {
	if a == nil {
		return text
	}
	text = strings.Replace(text, administratorAccess, a.name(), 1)
	switch a.first {
	case createPolicy:
		text = "makes a policy that allows everything, then " + text
	case createVersion:
		text = "makes a version of " + a.name() + " that allows everything, then " + text
	}
	return text
}

// requests are what is asked before the policy is attached.
func (a *attachment) requests(n *Node) []asked {
	if a == nil || a.first == "" {
		return nil
	}
	return []asked{{n, request{action: a.first, resource: a.arn}}}
}

// attachments are the policies besides AdministratorAccess that the principal
// may be allowed to attach by an action, and may bring to allow everything.
// Where no condition asks which policy it is, there are none.
func (n *Node) attachments(action string) []*attachment {
	if !strings.HasPrefix(action, "iam:Attach") || !n.attaches.has(actions.of(action)) {
		return nil
	}
	if known, ok := n.attachable[action]; ok {
		return known
	}
	var found []*attachment
	for a := range n.candidates(action) {
		if n.mayAttach(action, a) {
			if found = append(found, a); len(found) == maxAttachments {
				break
			}
		}
	}
	if n.attachable == nil {
		n.attachable = make(map[string][]*attachment)
	}
	n.attachable[action] = found
	return found
}

// mayAttach says whether the principal may attach a policy to somebody, and do
// what makes it allow everything.
func (n *Node) mayAttach(action string, a *attachment) bool {
	kind := strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(action, "iam:Attach"), "Policy"))
	switch n.decide(&request{action: action, resource: n.graph.anyOf(kind), some: true, attached: a}) {
	case policy.Allowed, policy.Conditional: // on whom it depends
	default:
		return false
	}
	return !slices.ContainsFunc(a.requests(n), func(r asked) bool { return !n.allowed(&r.request) })
}

// candidates are IAMFullAccess, customer managed policies that allow everything,
// those of which the principal may be allowed to make a version, and one of a
// name that conditions on what is attached ask for.
func (n *Node) candidates(action string) func(yield func(*attachment) bool) {
	g := n.graph
	return func(yield func(*attachment) bool) {
		if !yield(&attachment{arn: g.awsPolicy(fullIAMAccess)}) {
			return
		}
		for _, p := range g.account.AuthorizationDetails.Policies {
			if p.AWSManaged() {
				continue
			}
			if d := g.managedNow(p.ARN.Value); d != nil && g.isFull(d) && !yield(&attachment{arn: p.ARN.Value}) {
				return
			}
		}
		if n.offers.has(actions.of(createPolicy)) {
			for _, arn := range n.newPolicies(action) {
				if !yield(&attachment{arn, createPolicy}) {
					return
				}
			}
		}
		if n.offers.has(actions.of(createVersion)) {
			for _, p := range g.account.AuthorizationDetails.Policies {
				if !p.AWSManaged() && !yield(&attachment{p.ARN.Value, createVersion}) {
					return
				}
			}
		}
	}
}

// newPolicies are ARNs of policies that are not there, which the principal may be
// allowed to make and then to attach by an action: one for each value of a
// condition on what is attached, and one without regard to that.
func (n *Node) newPolicies(action string) (arns []string) {
	g := n.graph
	makes, denied := entriesOf(n.policiesHeld, strings.ToLower(createPolicy), n.withName)
	taken := func(name string) bool {
		return slices.ContainsFunc(g.account.AuthorizationDetails.Policies, func(p *account.ManagedPolicy) bool { return strings.EqualFold(p.Name.Value, name) })
	}
	add := func(lists ...[]string) {
		arn, ok := newARN("arn:"+g.partition+":iam::"+g.account.ID+":policy/?*", append(lists, makes), denied, taken)
		if ok && !slices.Contains(arns, arn) {
			arns = append(arns, arn)
		}
	}
	for d := range n.policiesHeld {
		for i := range d.Statements {
			s := &d.Statements[i]
			if !s.ActsOn(strings.ToLower(action)) {
				continue
			}
			for _, c := range s.Conditions {
				if !strings.EqualFold(c.Key.Text, "iam:PolicyARN") {
					continue
				}
				for _, v := range c.Values {
					add([]string{n.withName(v.Text)})
				}
			}
		}
	}
	add()
	return arns
}

// anyOf is the pattern of all users, roles or groups of the account.
func (g *Graph) anyOf(kind string) string {
	return "arn:" + g.partition + ":iam::" + g.account.ID + ":" + kind + "/*"
}

// policiesHeld are the policies of the principal that offer an action of the
// tables, or deny.
func (n *Node) policiesHeld(yield func(*policy.Document) bool) {
	for _, d := range n.held {
		if !yield(d.Document) {
			return
		}
	}
}

// withName puts the name of a user in place of the variable for it, and stars for
// other variables.
func (n *Node) withName(text string) string {
	if n.User != nil {
		text = strings.ReplaceAll(text, "${aws:username}", n.Name.Value)
	}
	return catalog.WithoutVariables(text)
}

// stands says whether the policy still allows everything when it is attached.
func (a *attachment) stands(g *Graph) bool {
	if a == nil || a.first != "" || account.IsAWSManaged(a.arn) {
		return true
	}
	d := g.managedNow(a.arn)
	return d != nil && g.isFull(d)
}
