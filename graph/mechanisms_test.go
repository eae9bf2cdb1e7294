package graph_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/graph"
)

const prefix = "arn:aws:iam::123456789012:"

type object = map[string]any

func allow(action string, resource any) object {
	return object{"Effect": "Allow", "Action": action, "Resource": resource}
}

func document(statements ...object) object {
	return object{"Version": "2012-10-17", "Statement": statements}
}

var (
	everything   = document(allow("*", "*"))
	administered = []object{{"PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}}
	ownPolicy    = []object{{"PolicyName": "own", "PolicyArn": prefix + "policy/own"}}
)

func trust(kind, principal string) object {
	action := "sts:AssumeRole"
	if principal == "cognito-identity.amazonaws.com" {
		kind, action = "Federated", "sts:AssumeRoleWithWebIdentity"
	}
	return document(object{"Effect": "Allow", "Principal": object{kind: principal}, "Action": action})
}

func role(name string, trust object, attached []object) object {
	return object{
		"RoleName": name, "Arn": prefix + "role/" + name, "RoleId": "AROA" + name, "Path": "/", "AssumeRolePolicyDocument": trust,
		"AttachedManagedPolicies": attached, "RolePolicyList": []object{},
		"InstanceProfileList": []object{{"Arn": prefix + "instance-profile/" + name}},
	}
}

func user(name string, attached []object) object {
	return object{
		"UserName": name, "Arn": prefix + "user/" + name, "UserId": "AIDA" + name, "Path": "/", "GroupList": []string{},
		"AttachedManagedPolicies": attached, "UserPolicyList": []object{},
	}
}

func managed(name string, documents ...object) object {
	var versions []object
	for i, d := range documents {
		versions = append(versions, object{"VersionId": "v" + string(rune('1'+i)), "IsDefaultVersion": i == 0, "Document": d})
	}
	return object{"PolicyName": name, "Arn": prefix + "policy/" + name, "DefaultVersionId": "v1", "PolicyVersionList": versions}
}

// A setting is an account for one way of the tables.
type setting struct {
	id, way, caller, holds string
	needs                  []string // action@object
}

func settings(t *testing.T) []setting { return settingsIn(t, "mechanisms.tsv") }

func settingsIn(t *testing.T, name string) []setting {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var all []setting
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 5 {
			t.Fatalf("testdata/%s: %q has not five fields", name, line)
		}
		all = append(all, setting{f[0], f[1], f[2], f[3], strings.Fields(f[4])})
	}
	return all
}

// statements are what the caller is allowed, one for each need.
func (s setting) statements() []object {
	objects := map[string]string{"self": prefix + s.caller + "/start", "group": prefix + "group/staff", "policy": prefix + "policy/own", "any": "*", "target": prefix + "role/target", "provider": prefix + "saml-provider/people"}
	if strings.HasSuffix(s.holds, "-user") {
		objects["target"] = prefix + "user/target"
	}
	var list []object
	for _, need := range s.needs {
		action, on, _ := strings.Cut(need, "@")
		list = append(list, allow(action, objects[on]))
	}
	return list
}

// accountOf is an export in which the caller holds statements, besides what
// the setting says.
func (s setting) accountOf(statements []object) object {
	own := managed("own", document(allow("s3:ListAllMyBuckets", "*")))
	start := user("start", nil)
	inline := "UserPolicyList"
	if s.caller == "role" {
		start, inline = role("start", trust("Service", "lambda.amazonaws.com"), nil), "RolePolicyList"
	}
	policies := []object{{"PolicyName": "steps", "PolicyDocument": document(statements...)}}
	ownAccount := trust("AWS", prefix+"root")
	var users, roles, groups []object
	kind, service, _ := strings.Cut(s.holds, " ")
	switch kind {
	case "role": // an administrator that a service may take
		roles = append(roles, role("target", trust("Service", service), administered))
	case "relay": // a role for stack sets, and the one that it assumes
		relay := role("target", trust("Service", "cloudformation.amazonaws.com"), nil)
		relay["RolePolicyList"] = []object{{"PolicyName": "relay", "PolicyDocument": document(allow("sts:AssumeRole", prefix+"role/execution"))}}
		roles = append(roles, relay, role("execution", trust("AWS", prefix+"role/target"), administered))
	case "saml-role": // an administrator to which people sign in
		people := document(object{"Effect": "Allow", "Principal": object{"Federated": prefix + "saml-provider/people"}, "Action": "sts:AssumeRoleWithSAML", "Condition": object{"StringEquals": object{"SAML:aud": "https://signin.aws.amazon.com/saml"}}})
		roles = append(roles, role("target", people, administered))
	case "admin-user":
		users = append(users, user("target", administered))
	case "trusting-admin":
		roles = append(roles, role("target", ownAccount, administered))
	case "admin":
		roles = append(roles, role("target", trust("Service", "config.amazonaws.com"), administered))
	case "trusting-role":
		roles = append(roles, role("target", ownAccount, ownPolicy))
	case "plain-role":
		roles = append(roles, role("target", trust("Service", "config.amazonaws.com"), ownPolicy))
	case "plain-user":
		users = append(users, user("target", nil))
	case "bounded-role": // an administrator but for its boundary
		target := role("target", ownAccount, administered)
		target["PermissionsBoundary"] = object{"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": prefix + "policy/own"}
		roles = append(roles, target)
	case "identity-center": // runs it, as far as its roles tell
		roles = append(roles, role("AWSReservedSSO_Admin_0", trust("Federated", prefix+"saml-provider/AWSSSO"), administered))
		roles[0]["Path"] = "/aws-reserved/sso.amazonaws.com/"
	case "bounded-self":
		start["PermissionsBoundary"] = object{"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": prefix + "policy/cap"}
		policies = append(policies, object{"PolicyName": "all", "PolicyDocument": everything})
	case "old-version":
		own = managed("own", document(allow("s3:ListAllMyBuckets", "*")), everything)
		start["AttachedManagedPolicies"] = ownPolicy
	case "holder":
		start["AttachedManagedPolicies"] = ownPolicy
	case "member", "strong-group", "other-group":
		group := object{"GroupName": "staff", "Arn": prefix + "group/staff", "GroupId": "AGPA", "Path": "/", "GroupPolicyList": []object{}}
		switch kind {
		case "member":
			start["GroupList"] = []string{"staff"}
		case "strong-group":
			group["AttachedManagedPolicies"] = administered
		}
		groups = append(groups, group)
	}
	start[inline] = policies
	if s.caller == "role" {
		roles = append(roles, start)
	} else {
		users = append(users, start)
	}
	return object{
		"UserDetailList": users, "GroupDetailList": groups, "RoleDetailList": roles,
		"Policies": []object{own, managed("cap", document(statements...))},
	}
}

func load(t *testing.T, export object) *graph.Graph {
	t.Helper()
	return loadPath(t, write(t, export))
}

func write(t *testing.T, export object) string {
	t.Helper()
	text, err := json.MarshalIndent(export, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "details.json")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func loadPath(t *testing.T, path string) *graph.Graph {
	t.Helper()
	set := account.Load([]string{path}, account.Options{})
	if len(set.Errors) > 0 {
		t.Fatal(set.Errors[0])
	}
	if len(set.Accounts) != 1 || set.Accounts[0].AuthorizationDetails == nil {
		t.Fatalf("%s: not the authorization details of one account", path)
	}
	return graph.New(account.PrincipalsOf(set.Accounts[0], catalog.Default()), catalog.Default())
}

func (s setting) find(g *graph.Graph) *graph.Way {
	n := g.Find(prefix + s.caller + "/start")
	i := slices.IndexFunc(n.Ways, func(w *graph.Way) bool { return w.ID() == s.way })
	if i < 0 {
		return nil
	}
	return n.Ways[i]
}

// TestMechanisms makes an account for each way of the tables and takes away
// what it needs, request by request.
func TestMechanisms(t *testing.T) {
	for _, s := range append(settings(t), settingsIn(t, "more-mechanisms.tsv")...) {
		t.Run(strings.ReplaceAll(s.id, ":", "/")+" "+s.way, func(t *testing.T) {
			statements := s.statements()
			w := s.find(load(t, s.accountOf(statements)))
			if w == nil {
				t.Fatalf("no way %s", s.way)
			}
			if s.id != "-" && !slices.Contains(w.Covers(), s.id) {
				t.Errorf("the way %s covers %q", s.way, w.Covers())
			}
			s.checkProofs(t, w)
			for i, need := range s.needs {
				for name, changed := range without(statements, i) {
					if s.holds == "bounded-self" && name == "elsewhere" {
						continue // it holds everything besides, but for the boundary
					}
					if s.find(load(t, s.accountOf(changed))) != nil {
						t.Errorf("%s %s: still the way %s", need, name, s.way)
					}
				}
			}
		})
	}
}

// without are statements of which one allows nothing any more, in several ways.
func without(statements []object, i int) map[string][]object {
	changed := func(changes object) []object {
		list := slices.Clone(statements)
		list[i] = object{}
		for _, from := range [...]object{statements[i], changes} {
			for key, value := range from {
				list[i][key] = value
			}
		}
		return list
	}
	action := statements[i]["Action"].(string)
	return map[string][]object{
		"missing":     slices.Delete(slices.Clone(statements), i, i+1),
		"denied":      append(slices.Clone(statements), object{"Effect": "Deny", "Action": action, "Resource": "*"}),
		"elsewhere":   changed(object{"Resource": "arn:aws:iam::123456789012:role/other"}),
		"conditional": changed(object{"Condition": object{"StringEquals": object{"aws:ResourceTag/team": "other"}}}),
	}
}

// checkProofs compares what allows the requests of a way with the statements
// of the setting.
func (s setting) checkProofs(t *testing.T, w *graph.Way) {
	t.Helper()
	for i, need := range s.needs {
		action, _, _ := strings.Cut(need, "@")
		found := false
		for _, p := range w.Proofs() {
			for _, a := range p.Statements {
				if p.Action == action && a.Held != nil && a.Held.Name == "steps" {
					found = found || a.Statement == &a.Held.Policy.Statements[i] && string(a.At.File.Text[a.At.Span.Start:a.At.Span.End]) == `"`+action+`"`
				}
			}
		}
		if !found {
			t.Errorf("no proof of %s at its statement", need)
		}
	}
}

// TestTables holds the tables against the settings: each id that they cover has one.
func TestTables(t *testing.T) {
	tested := make(map[string]bool)
	for _, s := range settings(t) {
		tested[s.id] = true
	}
	for _, id := range graph.Covered() {
		if !tested[id] {
			t.Errorf("testdata/mechanisms.tsv has no account for %s", id)
		}
		delete(tested, id)
	}
	for id := range tested {
		t.Errorf("testdata/mechanisms.tsv has an account for %s, which no table covers", id)
	}
}
