package graph_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/graph"
)

var update = flag.Bool("update", false, "write the golden files")

// TestCorpus compares the ways in accounts that others made, most of them to
// show a path or a trap, with those that were read and found right. In four of
// them a statement names placeholders that are no ARNs of a function or
// instance (arn:aws:lambda:REGION:ACCOUNT:target_function), so that it allows
// nothing: the ways that they are named after do not exist.
func TestCorpus(t *testing.T) {
	files := corpus(t)
	var b strings.Builder
	for _, file := range files {
		fmt.Fprintf(&b, "%s\n", strings.TrimSuffix(filepath.Base(file), ".json"))
		for _, n := range loadPath(t, file).Nodes {
			if n.Administrator {
				fmt.Fprintf(&b, "\t%s is administrator\n", n.Label())
			}
			for _, w := range n.Ways {
				fmt.Fprintf(&b, "\t%s %s: %s\n", n.Label(), w.ID(), graph.Describe(w.Steps()))
			}
		}
	}
	const golden = "testdata/corpus.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("other ways (-want +got)\n%s", diff)
	}
}

// corpus are the authorization details in IAMLINT_CORPUS, in order.
func corpus(t *testing.T) []string {
	t.Helper()
	dir := os.Getenv("IAMLINT_CORPUS")
	if dir == "" {
		t.Skip("IAMLINT_CORPUS names no folder of real exports")
	}
	files, err := filepath.Glob(filepath.Join(dir, "gaad", "*", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no exports in %s (%v)", dir, err)
	}
	slices.Sort(files)
	return files
}

// TestAcrossAccounts finds the way from a user of one account into another one
// that is made to show it.
func TestAcrossAccounts(t *testing.T) {
	dir := os.Getenv("IAMLINT_CORPUS")
	if dir == "" {
		t.Skip("IAMLINT_CORPUS names no folder of real exports")
	}
	base := filepath.Join(dir, "gaad", "pathfinding-labs", "cross-account-dev-to-prod-one-hop-simple-role-assumption-")
	dev, prod := loadPath(t, base+"111111111111.json"), loadPath(t, base+"222222222222.json")
	graph.Join(dev, prod)
	n := dev.Find("arn:aws:iam::111111111111:user/pl-dev-xsare-to-admin-starting-user")
	if !n.Reaches() || n.Steps()[0].To.AccountID() != "222222222222" {
		t.Errorf("no way from %s into the other account", n.Label())
	}
	cuts := graph.Cuts(5, dev, prod)
	if len(cuts) == 0 || cuts[0].Closes == 0 || !n.Reaches() {
		t.Errorf("cuts of two accounts: %v", cuts)
	}
}

// TestJoin asks both accounts: neither the role's trust nor the user's policy is enough alone.
func TestJoin(t *testing.T) {
	const other = "arn:aws:iam::444455556666:"
	for _, c := range []struct {
		name      string
		statement object
		trusts    string
		want      bool
	}{
		{"both allow it", allow("sts:AssumeRole", other+"role/target"), prefix + "user/start", true},
		{"the whole account is trusted", allow("sts:AssumeRole", other+"role/target"), prefix + "root", true},
		{"the role trusts somebody else", allow("sts:AssumeRole", other+"role/target"), prefix + "user/other", false},
		{"the user is not allowed to", allow("sts:AssumeRole", other+"role/else"), prefix + "user/start", false},
		{"another action", allow("sts:TagSession", other+"role/target"), prefix + "user/start", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := user("start", nil)
			start["UserPolicyList"] = []object{{"PolicyName": "steps", "PolicyDocument": document(c.statement)}}
			from := load(t, object{"UserDetailList": []object{start}, "RoleDetailList": []object{}, "GroupDetailList": []object{}, "Policies": []object{}})
			target := role("target", trust("AWS", c.trusts), administered)
			target["Arn"] = other + "role/target"
			to := load(t, object{"UserDetailList": []object{}, "RoleDetailList": []object{target}, "GroupDetailList": []object{}, "Policies": []object{}})
			toward, _ := graph.Toward(other+"role/target", catalog.Default(), from.Principals(), to.Principals())
			graph.Join(from, to)
			for _, g := range []*graph.Graph{from, toward[0]} {
				if got := g.Find(prefix + "user/start").Reaches(); got != c.want {
					t.Errorf("a way: %v, want %v", got, c.want)
				}
			}
		})
	}
}

// TestCuts takes statements out and counts whom that leaves without a way.
func TestCuts(t *testing.T) {
	member := func(name string) object {
		u := user(name, nil)
		u["GroupList"] = []string{"ops"}
		return u
	}
	alone := user("carol", nil)
	alone["UserPolicyList"] = []object{{"PolicyName": "own", "PolicyDocument": document(allow("iam:AttachUserPolicy", prefix+"user/carol"))}}
	group := object{
		"GroupName": "ops", "Arn": prefix + "group/ops", "Path": "/",
		"GroupPolicyList": []object{{"PolicyName": "people", "PolicyDocument": document(allow("s3:ListAllMyBuckets", "*"), allow("iam:PutUserPolicy", "*"))}},
	}
	g := load(t, object{"UserDetailList": []object{member("alice"), member("bob"), alone}, "RoleDetailList": []object{}, "GroupDetailList": []object{group}, "Policies": []object{}})
	var got []string
	for _, c := range graph.Cuts(5, g) {
		got = append(got, fmt.Sprintf("%s %s closes %d", c.Document.Name, c.Document.Source(c.Statement.Action.Span), c.Closes))
	}
	want := []string{`people "iam:PutUserPolicy" closes 2`, `own "iam:AttachUserPolicy" closes 1`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("cuts (-want +got)\n%s", diff)
	}
}

// TestClosing takes out what closes all ways of those whom a statement serves: it
// alone, one further on that closes more, or several together.
func TestClosing(t *testing.T) {
	inline := func(name string, policies ...object) object {
		u := user(name, nil)
		u["UserPolicyList"] = policies
		return u
	}
	policy := func(name, action, resource string) object {
		return object{"PolicyName": name, "PolicyDocument": document(allow(action, resource))}
	}
	ops := role("ops", trust("AWS", prefix+"root"), nil)
	ops["RolePolicyList"] = []object{policy("rise", "iam:PutRolePolicy", prefix+"role/ops")}
	g := load(t, object{
		"UserDetailList": []object{
			inline("alice", policy("own", "iam:AttachUserPolicy", prefix+"user/alice")),
			inline("bob", policy("one", "iam:AttachUserPolicy", prefix+"user/bob"), policy("two", "iam:PutUserPolicy", prefix+"user/bob")),
			inline("carol", policy("enter", "sts:AssumeRole", prefix+"role/ops")),
			inline("dave", policy("go in", "sts:AssumeRole", prefix+"role/ops"), policy("nothing", "s3:ListAllMyBuckets", "*")),
		},
		"RoleDetailList": []object{ops}, "GroupDetailList": []object{}, "Policies": []object{},
	})
	g.FindClosings()
	got := make(map[string]string)
	for _, n := range g.Nodes {
		for _, w := range n.Ways {
			opens, _ := w.Opens()
			c := g.Closing(opens)
			if c == nil {
				t.Fatalf("nothing closes the way of %s by %s", n.Label(), opens.Document.Name)
			}
			var names []string
			for _, a := range c.Statements {
				names = append(names, a.Document.Name)
			}
			got[opens.Document.Name] = fmt.Sprintf("%s: %d of %d, %d in all", strings.Join(names, " "), c.Closes, c.Of, c.All)
		}
	}
	want := map[string]string{
		"own":   "own: 1 of 1, 1 in all",
		"one":   "one two: 1 of 1, 1 in all",
		"two":   "two one: 1 of 1, 1 in all",
		"enter": "rise: 1 of 1, 3 in all",
		"go in": "rise: 1 of 1, 3 in all",
		"rise":  "rise: 1 of 1, 3 in all",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("closings (-want +got)\n%s", diff)
	}
}

// TestConditions meets the conditions of a grant with what may be attached, and
// with the day of the exports.
func TestConditions(t *testing.T) {
	const attaches = `attaches %s to itself`
	day := func(year int) time.Time { return time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC) }
	until := object{"DateLessThan": object{"aws:CurrentTime": "2024-01-01T00:00:00Z"}}
	onlyOn := func(operator, arn string) object { return object{operator: object{"iam:PolicyARN": arn}} }
	for _, c := range []struct {
		name      string
		condition object
		asOf      time.Time
		want      string // "" for no way
	}{
		{"any policy", nil, time.Time{}, fmt.Sprintf(attaches, "AdministratorAccess")},
		{"any but AdministratorAccess", onlyOn("ArnNotEquals", "arn:aws:iam::aws:policy/AdministratorAccess"), time.Time{}, fmt.Sprintf(attaches, "IAMFullAccess")},
		{"none of AWS", onlyOn("ArnNotLike", "arn:aws:iam::aws:policy/*"), time.Time{}, ""},
		{"another one only", onlyOn("ArnEquals", "arn:aws:iam::aws:policy/ReadOnlyAccess"), time.Time{}, ""},
		{"until a day, and nobody tells which it is", until, time.Time{}, fmt.Sprintf(attaches, "AdministratorAccess") + " (under a condition on aws:CurrentTime)"},
		{"before that day", until, day(2023), fmt.Sprintf(attaches, "AdministratorAccess")},
		{"after it", until, day(2025), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			statement := allow("iam:AttachUserPolicy", "*")
			if c.condition != nil {
				statement["Condition"] = c.condition
			}
			one := user("start", nil)
			one["UserPolicyList"] = []object{{"PolicyName": "grant", "PolicyDocument": document(statement)}}
			path := write(t, object{"UserDetailList": []object{one}, "RoleDetailList": []object{}, "GroupDetailList": []object{}, "Policies": []object{}})
			set := account.Load([]string{path}, account.Options{AsOf: c.asOf})
			g := graph.New(account.PrincipalsOf(set.Accounts[0], catalog.Default()), catalog.Default())
			if got := graph.Describe(g.Nodes[0].Steps()); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestProtected asks for nothing that IAM refuses whatever policies allow: a change
// of a role of IAM Identity Center. The versions of a policy that it holds are
// another matter.
func TestProtected(t *testing.T) {
	for _, c := range []struct {
		action, resource, path string
		want                   bool
	}{
		{"iam:AttachRolePolicy", "role/*", "/", true},
		{"iam:AttachRolePolicy", "role/*", "/aws-reserved/sso.amazonaws.com/", false},
		{"iam:PutRolePolicy", "role/*", "/aws-reserved/sso.amazonaws.com/", false},
		{"iam:UpdateAssumeRolePolicy", "role/*", "/aws-reserved/sso.amazonaws.com/", false},
		{"iam:CreatePolicyVersion", "policy/own", "/aws-reserved/sso.amazonaws.com/", true},
	} {
		t.Run(c.action+c.path, func(t *testing.T) {
			one := role("AWSReservedSSO_Developer_0123456789abcdef", trust("Federated", prefix+"saml-provider/sso"), ownPolicy)
			one["Path"], one["Arn"] = c.path, prefix+"role"+c.path+"AWSReservedSSO_Developer_0123456789abcdef"
			one["RolePolicyList"] = []object{{"PolicyName": "grant", "PolicyDocument": document(allow(c.action, prefix+c.resource))}}
			admin := role("AWSReservedSSO_Admin_0123456789abcdef", trust("Federated", prefix+"saml-provider/sso"), administered)
			admin["Path"], admin["Arn"] = c.path, prefix+"role"+c.path+"AWSReservedSSO_Admin_0123456789abcdef"
			g := load(t, object{
				"UserDetailList": []object{}, "RoleDetailList": []object{one, admin}, "GroupDetailList": []object{},
				"Policies": []object{managed("own", document(allow("s3:ListAllMyBuckets", "*")))},
			})
			if got := g.Nodes[0].Reaches(); got != c.want {
				t.Errorf("a way: %v, want %v", got, c.want)
			}
		})
	}
}

// TestToward finds who can act as one role, administrators aside.
func TestToward(t *testing.T) {
	start := user("start", nil)
	start["UserPolicyList"] = []object{{"PolicyName": "steps", "PolicyDocument": document(allow("iam:PassRole", prefix+"role/app"), allow("lambda:*", "*"))}}
	export := object{
		"UserDetailList":  []object{start, user("bystander", nil)},
		"RoleDetailList":  []object{role("app", trust("Service", "lambda.amazonaws.com"), nil), role("admin", trust("Service", "ec2.amazonaws.com"), administered)},
		"GroupDetailList": []object{}, "Policies": []object{},
	}
	if load(t, export).Find(prefix + "user/start").Reaches() {
		t.Error("a way to administrator")
	}
	path := write(t, export)
	set := account.Load([]string{path}, account.Options{})
	all := account.PrincipalsOf(set.Accounts[0], catalog.Default())
	if _, nobody := graph.Toward(prefix+"role/nobody", catalog.Default(), all); nobody != nil {
		t.Error("a graph toward nobody")
	}
	graphs, _ := graph.Toward(prefix+"role/app", catalog.Default(), all)
	g := graphs[0]
	var got []string
	for _, n := range g.Nodes {
		if len(n.Ways) > 0 {
			got = append(got, n.Name.Value+" "+n.Ways[0].ID())
		}
	}
	if diff := cmp.Diff([]string{"start lambda-invoke"}, got); diff != "" {
		t.Errorf("who can act as the role (-want +got)\n%s", diff)
	}
}
