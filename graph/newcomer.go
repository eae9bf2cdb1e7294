package graph

import (
	"iter"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
)

// The ways to become administrator as a user or role, or in a group, that the
// principal makes itself. To add one, add an entry here and its case to newcomer_test.go.
var newcomers = []Mechanism{
	{
		ID: "new-user-attach-key", Kind: OtherPrincipal, Makes: "user", Does: "makes a user, attaches AdministratorAccess to it and makes an access key for it",
		Needs: []string{"iam:CreateUser", "iam:AttachUserPolicy", "iam:CreateAccessKey"},
	},
	{
		ID: "new-user-put-key", Kind: OtherPrincipal, Makes: "user", Does: "makes a user, writes a policy for everything into it and makes an access key for it",
		Needs: []string{"iam:CreateUser", "iam:PutUserPolicy", "iam:CreateAccessKey"},
	},
	{
		ID: "new-user-join-key", Kind: OtherPrincipal, Makes: "user", Does: "makes a user, adds it to a group of administrators and makes an access key for it",
		Needs: []string{"iam:CreateUser", joinGroup, "iam:CreateAccessKey"},
	},
	{
		ID: "new-user-attach-password", Kind: OtherPrincipal, Makes: "user", Does: "makes a user, attaches AdministratorAccess to it and gives it a console password",
		Needs: []string{"iam:CreateUser", "iam:AttachUserPolicy", "iam:CreateLoginProfile"},
	},
	{
		ID: "new-user-put-password", Kind: OtherPrincipal, Makes: "user", Does: "makes a user, writes a policy for everything into it and gives it a console password",
		Needs: []string{"iam:CreateUser", "iam:PutUserPolicy", "iam:CreateLoginProfile"},
	},
	{
		ID: "new-user-join-password", Kind: OtherPrincipal, Makes: "user", Does: "makes a user, adds it to a group of administrators and gives it a console password",
		Needs: []string{"iam:CreateUser", joinGroup, "iam:CreateLoginProfile"},
	},
	{
		ID: "new-group-attach", Kind: SelfGrant, Makes: "group", Does: "makes a group, attaches AdministratorAccess to it and joins it",
		Needs: []string{"iam:CreateGroup", "iam:AttachGroupPolicy", joinGroup},
	},
	{
		ID: "new-group-put", Kind: SelfGrant, Makes: "group", Does: "makes a group, writes a policy for everything into it and joins it",
		Needs: []string{"iam:CreateGroup", "iam:PutGroupPolicy", joinGroup},
	},
	{
		ID: "new-role-attach", Kind: OtherPrincipal, Makes: "role", Does: "makes a role that trusts it, attaches AdministratorAccess to it and assumes it",
		Needs: []string{"iam:CreateRole", "iam:AttachRolePolicy"},
	},
	{
		ID: "new-role-put", Kind: OtherPrincipal, Makes: "role", Does: "makes a role that trusts it, writes a policy for everything into it and assumes it",
		Needs: []string{"iam:CreateRole", "iam:PutRolePolicy"},
	},
}

// joinGroup is about a group, all other actions about a newcomer about that one.
const joinGroup = "iam:AddUserToGroup"

// A newcomer is a user, role or group that is not there yet.
type newcomer struct {
	arn      string
	boundary string // the policy of AWS that is its permissions boundary; "" for none
}

// throughNewcomers finds how a principal becomes administrator as a user or role
// that it makes.
func (g *Graph) throughNewcomers(n *Node) {
	for _, m := range n.able.newcomers {
		if m.Makes == "group" && n.User == nil {
			continue // nobody but a user can join
		}
		if found, ok := n.makes(m); ok {
			w := &Way{From: n, Mechanism: m}
			for _, r := range found {
				if r.attached != nil {
					w.attached = r.attached
				}
			}
			n.Ways = append(n.Ways, w)
			return
		}
	}
}

// makes says whether the principal may make a user or role by a mechanism. The
// requests that were allowed come back. A boundary that a condition asks for is
// no hindrance where one that allows everything will do.
func (n *Node) makes(m *Mechanism) ([]asked, bool) {
	for _, arn := range n.newNames(m) {
		for _, boundary := range [...]string{"", administratorAccess} {
			if found, ok := n.makesOne(m, &newcomer{arn, boundary}); ok {
				return found, true
			}
			if !n.specific {
				break
			}
		}
	}
	return nil, false
}

func (n *Node) makesOne(m *Mechanism, who *newcomer) ([]asked, bool) {
	requests := make([][]request, 0, len(m.Needs)+1) // alternatives for each need
	for _, action := range m.Needs {
		var some []request
		switch {
		case action == joinGroup && m.Makes == "user":
			for _, group := range n.graph.strongerGroups() {
				some = append(some, request{action: action, resource: group.ARN.Value})
			}
		case strings.HasPrefix(action, "iam:Attach"):
			some = []request{{action: action, resource: who.arn, newcomer: who}}
			for _, a := range n.attachments(action) {
				some = append(some, request{action: action, resource: who.arn, newcomer: who, attached: a})
			}
		default:
			some = []request{{action: action, resource: who.arn, newcomer: who}}
		}
		requests = append(requests, some)
	}
	if m.Makes == "role" {
		requests = append(requests, []request{{action: "sts:AssumeRole", resource: who.arn, newcomer: who, rewritten: true}})
	}
	var found []asked
	for _, some := range requests {
		i := slices.IndexFunc(some, func(r request) bool { return n.allowed(&r) })
		if i < 0 {
			return nil, false
		}
		found = append(append(found, some[i].attached.requests(n)...), asked{n, some[i]})
	}
	return found, true
}

// newNames are ARNs of users or roles that are not there, which all actions of
// a mechanism may be allowed on.
func (n *Node) newNames(m *Mechanism) []string {
	shape := "arn:" + n.graph.partition + ":iam::" + n.graph.account.ID + ":" + m.Makes + "/?*"
	return m.namesIn(n.policiesHeld, shape, n.withName, func(name string) bool { return n.graph.taken(m.Makes, name) })
}

// namesIn are ARNs of a shape for which some documents may allow what a mechanism
// does to whom it makes: one that nothing denies, and one without regard to that.
func (m *Mechanism) namesIn(documents iter.Seq[*policy.Document], shape string, write func(string) string, taken func(name string) bool) (names []string) {
	var lists [][]string
	var denied []string
	for _, action := range m.Needs {
		if action == joinGroup && m.Makes == "user" {
			continue
		}
		allows, denies := entriesOf(documents, strings.ToLower(action), write)
		lists, denied = append(lists, allows), append(denied, denies...)
	}
	for _, none := range [...][]string{denied, nil} {
		if arn, ok := newARN(shape, lists, none, taken); ok {
			names = append(names, arn)
		}
	}
	return slices.Compact(names)
}

// newARN is an ARN as policy.SomeARN finds it, of a name that is not taken; of
// eight that are it gives up.
func newARN(shape string, lists [][]string, none []string, taken func(name string) bool) (arn string, ok bool) {
	for range 8 {
		if arn, ok = policy.SomeARN(shape, lists, none); !ok {
			return "", false
		}
		name := arn[strings.LastIndexByte(arn, '/')+1:]
		if name != "" && !taken(name) {
			return arn, true
		}
		none = append(none[:len(none):len(none)], "*/"+name)
	}
	return "", false
}

// taken says whether there is a user or role of a name, which two cannot share
// whatever their paths and letter case (IAM and AWS STS quotas).
func (g *Graph) taken(kind, name string) bool {
	if kind == "group" {
		return slices.ContainsFunc(g.account.AuthorizationDetails.Groups, func(group *account.Group) bool { return strings.EqualFold(group.Name.Value, name) })
	}
	return slices.ContainsFunc(g.Nodes, func(n *Node) bool {
		return (n.User != nil) == (kind == "user") && strings.EqualFold(n.Name.Value, name)
	})
}

// entriesOf are the resources on which documents allow an action, and those on
// which they do not or deny it.
func entriesOf(documents iter.Seq[*policy.Document], action string, write func(string) string) (allows, denies []string) {
	for d := range documents {
		for i := range d.Statements {
			s := &d.Statements[i]
			if !s.ActsOn(action) {
				continue
			}
			list := &denies
			if s.Allows() {
				list = &allows
			}
			for _, v := range s.Resource.Values {
				*list = append(*list, write(v.Text))
			}
			if s.Allows() && s.NotResource.Present() {
				allows = append(allows, "*")
				for _, v := range s.NotResource.Values {
					denies = append(denies, write(v.Text))
				}
			}
		}
	}
	return allows, denies
}
