package graph_test

import (
	"strings"
	"testing"

	"github.com/iamlint/iamlint/graph"
)

// TestHelpers makes accounts in which somebody becomes administrator by what
// another one, as whom it acts, may do to it or to a third.
func TestHelpers(t *testing.T) {
	named := func(name string) object { return trust("AWS", prefix+name) }
	inline := func(o object, list string, statements ...object) object {
		o[list] = []object{{"PolicyName": "own", "PolicyDocument": document(statements...)}}
		return o
	}
	helper := func(trusting object, statements ...object) object {
		return inline(role("helper", trusting, nil), "RolePolicyList", statements...)
	}
	bounded := user("start", administered)
	bounded["PermissionsBoundary"] = object{"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": prefix + "policy/own"}
	member := user("start", nil)
	member["GroupList"] = []string{"staff"}
	deny := object{"Effect": "Deny", "Action": "iam:*", "Resource": "*"}
	for _, c := range []struct {
		name  string
		start object
		roles []object
		want  string // what user start does, "" for nothing
	}{
		{"attaches to whom it serves", user("start", nil), []object{helper(named("user/start"), allow("iam:AttachUserPolicy", prefix+"user/*"))},
			`assumes role "helper", which attaches AdministratorAccess to user "start"`},
		{"writes into a group", member, []object{helper(named("user/start"), allow("iam:PutGroupPolicy", prefix+"group/staff"))},
			`assumes role "helper", which writes a policy for everything into group "staff"`},
		{"takes off a boundary", bounded, []object{helper(named("user/start"), allow("iam:DeleteUserPermissionsBoundary", "*"))},
			`assumes role "helper", which takes the permissions boundary off user "start"`}, // a boundary does not limit what a trust policy allows the user by name
		{"two steps away", user("start", nil), []object{role("between", named("user/start"), nil), helper(named("role/between"), allow("iam:PutUserPolicy", "*"))},
			`assumes role "between", which assumes role "helper", which writes a policy for everything into user "start"`},
		{"a third as whom it acts", user("start", nil), []object{helper(named("user/start"), allow("iam:PutRolePolicy", prefix+"role/work")), role("work", named("user/start"), nil)},
			`assumes role "helper", which writes a policy for everything into role "work", then assumes role "work"`},
		{"its own gift to whom it reaches by another", inline(user("start", nil), "UserPolicyList", allow("iam:PutRolePolicy", prefix+"role/work")), []object{role("helper", named("user/start"), nil), role("work", named("role/helper"), nil)},
			`writes a policy for everything into role "work", then assumes role "helper", which assumes role "work"`},

		{"serves somebody else", user("start", nil), []object{helper(named("user/other"), allow("iam:AttachUserPolicy", prefix+"user/*"))}, ""},
		{"attaches to others only", user("start", nil), []object{helper(named("user/start"), allow("iam:AttachUserPolicy", prefix+"user/new-*"))}, ""},
		{"is denied", user("start", nil), []object{helper(named("user/start"), allow("iam:AttachUserPolicy", "*"), deny)}, ""},
		{"whose gift a boundary caps", func() object {
			u := user("start", nil)
			u["PermissionsBoundary"] = bounded["PermissionsBoundary"]
			return u
		}(), []object{helper(named("user/start"), allow("iam:AttachUserPolicy", "*"))}, ""},
		{"a third as whom it does not act", user("start", nil), []object{helper(named("user/start"), allow("iam:PutRolePolicy", prefix+"role/work")), role("work", named("user/other"), nil)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			export := setting{caller: "user", holds: "member"}.accountOf(nil)
			export["UserDetailList"], export["RoleDetailList"] = []object{c.start}, c.roles
			g := load(t, export)
			n := g.Find(prefix + "user/start")
			got := graph.Describe(n.Steps())
			if got != c.want || n.Reaches() != (c.want != "") {
				t.Errorf("it %q, want %q", got, c.want)
			}
			for _, w := range n.Ways {
				if w.Single() || len(w.Whole()) < 2 || strings.Join(w.Whole()[0].Does(), "") == "" {
					t.Errorf("the way %s is none of several steps", w.ID())
				}
			}
			if other := g.Find(prefix + "role/helper"); other != nil && other.Reaches() {
				t.Error("the helper is said to become administrator")
			}
		})
	}
}
