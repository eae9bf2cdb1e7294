package graph_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/graph"
)

const (
	stranger = "arn:aws:iam::444455556666:role/ci"
	provider = prefix + "oidc-provider/token.actions.githubusercontent.com"
	function = "arn:aws:lambda:eu-west-1:123456789012:function:web"
)

// enters are the ways of those outside, as "who: way to role under conditions".
func enters(g *graph.Graph) []string {
	var list []string
	for _, n := range g.Outside() {
		for _, w := range n.Ways {
			text := fmt.Sprintf("%s: %s to %s", n.Label(), w.ID(), w.To.Name.Value)
			if keys := w.Conditions(); len(keys) > 0 {
				text += fmt.Sprint(" under ", keys)
			}
			list = append(list, text)
		}
	}
	return list
}

func letsIn(kind, principal, action string, condition object) object {
	s := object{"Effect": "Allow", "Principal": object{kind: principal}, "Action": action}
	if condition != nil {
		s["Condition"] = condition
	}
	return s
}

func deny(principal object, condition object) object {
	return object{"Effect": "Deny", "Principal": principal, "Action": "sts:*", "Condition": condition}
}

// TestOutside finds who comes in by the trust policies of roles.
func TestOutside(t *testing.T) {
	const assume = "sts:AssumeRole"
	external := object{"StringEquals": object{"sts:ExternalId": "x"}}
	for _, c := range []struct {
		name  string
		trust object
		want  []string
	}{
		{"an account", document(letsIn("AWS", "444455556666", assume, external)), []string{`account "444455556666": enter to admin under [sts:ExternalId]`}},
		{"its root", document(letsIn("AWS", "arn:aws:iam::444455556666:root", assume, nil)), []string{`account "444455556666": enter to admin`}},
		{"one of its roles", document(letsIn("AWS", stranger, assume, nil)), []string{`principal "` + stranger + `": enter to admin`}},
		{"everybody", document(letsIn("AWS", "*", assume, object{"StringEquals": object{"aws:PrincipalOrgID": "o-1"}})), []string{
			"everybody: enter to admin under [aws:PrincipalOrgID]",
			`account "555566667777": enter to plain`, // the role may be of that organization, too
		}},
		{"a service", document(letsIn("Service", "ec2.amazonaws.com", assume, nil)), []string{"ec2.amazonaws.com: enter to admin"}},
		{"an identity provider", document(letsIn("Federated", provider, assume+"WithWebIdentity", nil)), []string{`identity provider "token.actions.githubusercontent.com": enter to admin`}},
		{"SAML", document(letsIn("Federated", prefix+"saml-provider/okta", assume+"WithSAML", nil)), []string{`identity provider "okta": enter to admin`}},
		{"the wrong action for SAML", document(letsIn("Federated", prefix+"saml-provider/okta", assume+"WithWebIdentity", nil)), nil},
		{"the own account", document(letsIn("AWS", prefix+"root", assume, nil)), nil},
		{"an own user", document(letsIn("AWS", prefix+"user/start", assume, nil)), nil},
		{"another account that a Deny turns away", document(letsIn("AWS", "444455556666", assume, nil),
			deny(object{"AWS": "*"}, object{"StringNotEquals": object{"aws:PrincipalAccount": "123456789012"}})), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := load(t, object{
				"UserDetailList":  []object{user("start", nil)},
				"RoleDetailList":  []object{role("admin", c.trust, administered), role("plain", document(letsIn("AWS", "555566667777", assume, nil)), nil)},
				"GroupDetailList": []object{}, "Policies": []object{},
			})
			if diff := cmp.Diff(c.want, enters(g)); diff != "" {
				t.Errorf("from outside (-want +got)\n%s", diff)
			}
			if root := g.FindOutside("root"); root == nil || !root.Administrator {
				t.Error("root is no administrator")
			}
		})
	}
}

// TestFunctionPolicy follows the resource-based policy of a function: it lets in
// principals of the account without any policy of their own, and those of others.
func TestFunctionPolicy(t *testing.T) {
	both := []string{"lambda:UpdateFunctionCode", "lambda:InvokeFunction"}
	own := object{"AWS": prefix + "user/start"}
	for _, c := range []struct {
		name      string
		principal any
		actions   []string
		on        string
		inside    []string
		outside   []string
	}{
		{"an own user", own, both, function, []string{"lambda-code", "lambda-code-invoke"}, nil},
		{"an own user may only call it", own, both[1:], function, nil, nil},
		{"another function", own, both, function + "2", nil, nil},
		{"a role of another account", object{"AWS": stranger}, both, function, nil, []string{
			`principal "` + stranger + `": lambda-code to admin`, `principal "` + stranger + `": lambda-code-invoke to admin`,
		}},
		{"a service", object{"Service": "events.amazonaws.com"}, both, function, nil, nil},
		{"the own account, which leaves it to its policies", object{"AWS": prefix + "root"}, both, function, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			details := write(t, object{
				"UserDetailList":  []object{user("start", nil)},
				"RoleDetailList":  []object{role("admin", trust("Service", "lambda.amazonaws.com"), administered)},
				"GroupDetailList": []object{}, "Policies": []object{},
			})
			dir := filepath.Dir(details)
			allow := object{"Sid": "s", "Effect": "Allow", "Principal": c.principal, "Action": c.actions, "Resource": c.on}
			text, err := json.Marshal(document(allow))
			if err != nil {
				t.Fatal(err)
			}
			for name, content := range map[string]object{
				"functions.json": {"Functions": []object{{"FunctionName": "web", "FunctionArn": function, "Role": prefix + "role/admin"}}},
				"policy.json":    {"Policy": string(text), "RevisionId": "1"},
			} {
				export, err := json.Marshal(content)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, name), export, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			g := loadPath(t, dir)
			cuts := make(map[string]int)
			for _, c := range graph.Cuts(5, g) {
				if c.Document.Owner.ARN == function {
					cuts[c.Document.Owner.ARN] = c.Closes
				}
			}
			if got := cuts[function]; got != min(len(c.inside), 1) {
				t.Errorf("without the statement of the function's policy %d have no way", got)
			}
			var inside []string
			for _, w := range g.Find(prefix + "user/start").Ways {
				inside = append(inside, w.ID())
				for _, p := range w.Proofs() {
					if len(p.Statements) == 0 {
						t.Errorf("%s: nothing proves %s", w.ID(), p.Action)
						continue
					}
					if said := w.Proven(p, p.Statements[0]); strings.Contains(said, "trust policy") != (p.Action == "sts:AssumeRole") {
						t.Errorf("%s: %s", p.Action, said)
					}
				}
			}
			if diff := cmp.Diff(c.inside, inside); diff != "" {
				t.Errorf("ways of the user (-want +got)\n%s", diff)
			}
			outside := enters(g)[1:] // the first is the service that holds the role
			if diff := cmp.Diff(c.outside, append([]string(nil), outside...)); diff != "" {
				t.Errorf("from outside (-want +got)\n%s", diff)
			}
		})
	}
}
