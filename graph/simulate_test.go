package graph_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/policy"
)

// A world is an account that a simulation changes as IAM would. Every change is
// one that leaves who makes it at least as strong as before.
type world struct {
	documents map[string]object   // managed policies, by ARN
	inline    map[string][]object // by ARN of the holder
	attached  map[string][]string // ARNs of policies by that of the holder
	groups    map[string][]string // names of groups by ARN of the user
	boundary  map[string]string   // ARN of the policy by that of the holder
	trust     map[string]object   // by ARN of the role
	given     map[string]bool     // who was given a policy for everything
	log       []string            // what was done
}

const (
	awsAdministrator = "arn:aws:iam::aws:policy/AdministratorAccess"
	awsIAM           = "arn:aws:iam::aws:policy/IAMFullAccess"
)

func full(d object) bool { return fmt.Sprint(d) == fmt.Sprint(everything) }

// randomWorld has three users, two roles, a group and two policies of their own, with
// rights about each other.
func randomWorld(r *rand.Rand) *world {
	one := func(from ...string) string { return from[r.IntN(len(from))] }
	w := &world{
		documents: map[string]object{awsAdministrator: everything, awsIAM: document(allow("iam:*", "*"))}, inline: make(map[string][]object), attached: make(map[string][]string),
		groups: make(map[string][]string), boundary: make(map[string]string), trust: make(map[string]object), given: make(map[string]bool),
	}
	resource := map[string]func() string{
		"user":   func() string { return prefix + "user/" + one("a", "b", "c", "*", "new-*", "a*") },
		"role":   func() string { return prefix + "role/" + one("r", "s", "*", "new-*") },
		"group":  func() string { return prefix + "group/" + one("g", "*") },
		"policy": func() string { return prefix + "policy/" + one("p", "q", "*", "new-*") },
	}
	verbs := []string{
		"iam:AttachUserPolicy user", "iam:AttachRolePolicy role", "iam:AttachGroupPolicy group", "iam:PutUserPolicy user", "iam:PutRolePolicy role", "iam:PutGroupPolicy group",
		"iam:CreatePolicyVersion policy", "iam:CreatePolicy policy", "iam:AddUserToGroup group", "iam:CreateAccessKey user", "iam:CreateLoginProfile user", "iam:UpdateAssumeRolePolicy role",
		"sts:AssumeRole role", "iam:DeleteUserPermissionsBoundary user", "iam:DeleteRolePermissionsBoundary role", "iam:CreateUser user", "iam:CreateRole role",
	}
	statement := func(denies bool) object {
		action, kind, _ := strings.Cut(one(verbs...), " ")
		s := allow(action, resource[kind]())
		if r.IntN(6) == 0 {
			s["Resource"] = "*"
		}
		if denies && r.IntN(5) == 0 {
			s["Effect"] = "Deny"
			return s
		}
		if strings.Contains(action, "Attach") && r.IntN(2) == 0 {
			s["Condition"] = object{one("ArnLike", "ArnLike", "ArnNotLike"): object{"iam:PolicyARN": one(prefix+"policy/p", prefix+"policy/*", prefix+"policy/new-*", awsIAM, "arn:aws:iam::aws:policy/*")}}
		}
		return s
	}
	some := func(n int, denies bool) object {
		var list []object
		for range n {
			list = append(list, statement(denies))
		}
		return document(list...)
	}
	for _, name := range []string{"a", "b", "c"} {
		arn := prefix + "user/" + name
		w.inline[arn] = []object{some(1+r.IntN(3), true)}
		if r.IntN(3) == 0 {
			w.groups[arn] = []string{"g"}
		}
	}
	for _, name := range []string{"r", "s"} {
		arn := prefix + "role/" + name
		w.inline[arn] = []object{some(1+r.IntN(2), true)}
		w.trust[arn] = trust("AWS", one(prefix+"root", prefix+"user/a", prefix+"role/r", prefix+"user/b"))
		if r.IntN(4) == 0 {
			w.trust[arn] = trust("Service", "config.amazonaws.com")
		}
	}
	w.inline[prefix+"group/g"] = []object{document(allow("s3:ListAllMyBuckets", "*"))}
	w.documents[prefix+"policy/p"] = some(1+r.IntN(2), false)
	w.documents[prefix+"policy/q"] = some(1, false)
	if r.IntN(4) == 0 {
		w.documents[prefix+"policy/p"] = everything
	}
	principals := slices.Sorted(maps.Keys(w.inline))
	for _, arn := range []string{one(principals[1:]...), one(principals[1:]...)} { // not the group
		w.attached[arn] = append(w.attached[arn], one(prefix+"policy/p", prefix+"policy/q"))
	}
	if r.IntN(2) == 0 {
		arn := one(principals...)
		w.attached[arn] = append(w.attached[arn], awsAdministrator)
	}
	for range r.IntN(3) {
		if arn := one(principals...); !strings.Contains(arn, ":group/") {
			w.boundary[arn] = one(prefix+"policy/q", prefix+"policy/p")
		}
	}
	return w
}

// export is the account as its authorization details.
func (w *world) export() object {
	export := object{"UserDetailList": []object{}, "RoleDetailList": []object{}, "GroupDetailList": []object{}, "Policies": []object{}}
	add := func(list string, o object) { export[list] = append(export[list].([]object), o) }
	for _, arn := range slices.Sorted(maps.Keys(w.inline)) {
		var inline, attached []object
		for i, d := range w.inline[arn] {
			inline = append(inline, object{"PolicyName": "i" + strconv.Itoa(i), "PolicyDocument": d})
		}
		for _, p := range w.attached[arn] {
			attached = append(attached, object{"PolicyName": p[strings.LastIndexByte(p, '/')+1:], "PolicyArn": p})
		}
		kind, name, _ := strings.Cut(strings.TrimPrefix(arn, prefix), "/")
		var o object
		switch kind {
		case "user":
			o = user(name, attached)
			o["UserPolicyList"], o["GroupList"] = inline, w.groups[arn]
		case "role":
			o = role(name, w.trust[arn], attached)
			o["RolePolicyList"] = inline
		default:
			o = object{"GroupName": name, "Arn": arn, "GroupId": "AGPA" + name, "Path": "/", "GroupPolicyList": inline, "AttachedManagedPolicies": attached}
		}
		if b := w.boundary[arn]; b != "" {
			o["PermissionsBoundary"] = object{"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": b}
		}
		add(strings.ToUpper(kind[:1])+kind[1:]+"DetailList", o)
	}
	for _, arn := range slices.Sorted(maps.Keys(w.documents)) {
		if strings.HasPrefix(arn, prefix) {
			add("Policies", managed(strings.TrimPrefix(arn, prefix+"policy/"), w.documents[arn]))
		}
	}
	return export
}

func compiled(d object) *policy.Compiled {
	text, err := json.Marshal(d)
	if err != nil {
		panic(err)
	}
	parsed, err := policy.Parse(text)
	if err != nil {
		panic(err)
	}
	return policy.Compile(parsed)
}

// holders are a principal and its groups.
func (w *world) holders(arn string) []string {
	all := []string{arn}
	for _, g := range w.groups[arn] {
		all = append(all, prefix+"group/"+g)
	}
	return all
}

// may says whether a principal may do something, with pairs of keys and values.
func (w *world) may(who, action, resource string, keys ...string) bool {
	p := policy.Policies{Identity: []*policy.Compiled{}}
	for _, holder := range w.holders(who) {
		for _, d := range w.inline[holder] {
			p.Identity = append(p.Identity, compiled(d))
		}
		for _, arn := range w.attached[holder] {
			p.Identity = append(p.Identity, compiled(w.documents[arn]))
		}
	}
	if b := w.boundary[who]; b != "" {
		p.Boundaries = []*policy.Compiled{compiled(w.documents[b])}
	}
	if action == "sts:AssumeRole" {
		p.Resource = compiled(w.trust[resource])
	}
	ctx := new(policy.Context)
	short := strings.NewReplacer(prefix, "", "arn:aws:iam::aws:", "aws:")
	for i := 0; i < len(keys); i += 2 {
		ctx.Set(keys[i], keys[i+1])
	}
	r := policy.Request{Principal: who, Action: action, Resource: resource, ResourceAccount: "123456789012", Context: ctx}
	if policy.Evaluate(&r, &p).Outcome != policy.Allowed {
		return false
	}
	if line := short.Replace(who + " " + action + " " + resource + " " + strings.Join(keys, "=")); !slices.Contains(w.log, line) {
		w.log = append(w.log, line)
	}
	return true
}

// strong says whether a principal has a policy for everything, or one with which it
// gives itself that, and no boundary that holds it back.
func (w *world) strong(who string) bool {
	if b := w.boundary[who]; b != "" && !full(w.documents[b]) {
		return false
	}
	return slices.ContainsFunc(w.holders(who), func(holder string) bool {
		return w.given[holder] || slices.ContainsFunc(w.attached[holder], func(arn string) bool { return w.given[arn] })
	})
}

// reaches says whether who has the credentials of a principal can become strong,
// or one of some administrators, by doing whatever it may.
func (w *world) reaches(start string, administrators map[string]bool) bool {
	controlled := map[string]bool{start: true}
	for changed := true; changed; {
		changed = false
		for _, who := range slices.Sorted(maps.Keys(controlled)) {
			if administrators[who] || w.strong(who) {
				return true
			}
			changed = w.act(who, controlled) || changed
		}
	}
	return false
}

// act does all that a principal may do now, and says whether that changed anything.
func (w *world) act(who string, controlled map[string]bool) (changed bool) {
	set := func(m map[string]bool, key string) {
		if !m[key] {
			m[key], changed = true, true
		}
	}
	attach := func(action, to string) {
		for _, arn := range slices.Sorted(maps.Keys(w.documents)) {
			strong := full(w.documents[arn]) || arn == awsIAM
			if strong && !slices.Contains(w.attached[to], arn) && w.may(who, action, to, "iam:PolicyARN", arn) {
				w.attached[to] = append(w.attached[to], arn)
				set(w.given, arn)
				changed = true
			}
		}
	}
	put := func(action, to string) {
		if !w.given[to] && w.may(who, action, to) {
			w.inline[to] = append(w.inline[to], everything)
			set(w.given, to)
		}
	}
	for _, arn := range slices.Sorted(maps.Keys(w.documents)) {
		if strings.HasPrefix(arn, prefix) && !w.given[arn] && w.may(who, "iam:CreatePolicyVersion", arn) {
			w.documents[arn] = everything
			set(w.given, arn)
		}
	}
	for _, name := range []string{"/new-x", "/x"} {
		if fresh := prefix + "policy" + name; w.documents[fresh] == nil && w.may(who, "iam:CreatePolicy", fresh) {
			w.documents[fresh] = everything
			set(w.given, fresh)
		}
		if fresh := prefix + "user" + name; w.inline[fresh] == nil && w.may(who, "iam:CreateUser", fresh) {
			w.inline[fresh], changed = []object{}, true
		}
		if fresh := prefix + "role" + name; w.trust[fresh] == nil && w.may(who, "iam:CreateRole", fresh) {
			w.inline[fresh], w.trust[fresh], changed = []object{}, trust("AWS", "*"), true
		}
	}
	for _, to := range slices.Sorted(maps.Keys(w.inline)) {
		switch kind, _, _ := strings.Cut(strings.TrimPrefix(to, prefix), "/"); kind {
		case "user":
			attach("iam:AttachUserPolicy", to)
			put("iam:PutUserPolicy", to)
			if !slices.Contains(w.groups[to], "g") && w.may(who, "iam:AddUserToGroup", prefix+"group/g") {
				w.groups[to], changed = append(w.groups[to], "g"), true
			}
			if w.boundary[to] != "" && w.may(who, "iam:DeleteUserPermissionsBoundary", to) {
				w.boundary[to], changed = "", true
			}
			if w.may(who, "iam:CreateAccessKey", to) || w.may(who, "iam:CreateLoginProfile", to) {
				set(controlled, to)
			}
		case "role":
			attach("iam:AttachRolePolicy", to)
			put("iam:PutRolePolicy", to)
			if w.boundary[to] != "" && w.may(who, "iam:DeleteRolePermissionsBoundary", to) {
				w.boundary[to], changed = "", true
			}
			if everybody := trust("AWS", "*"); fmt.Sprint(w.trust[to]) != fmt.Sprint(everybody) && w.may(who, "iam:UpdateAssumeRolePolicy", to) {
				w.trust[to], changed = everybody, true
			}
			if w.may(who, "sts:AssumeRole", to) {
				set(controlled, to)
			}
		default:
			attach("iam:AttachGroupPolicy", to)
			put("iam:PutGroupPolicy", to)
		}
	}
	return changed
}

// TestSimulate compares whom the graph gives a way with who reaches administrator
// when it does all that it may, in many small accounts, and what trials leave of the
// ways with graphs that are made anew. Each way has to be real. Of
// those without one in the graph some reach it all the same, by steps to which
// several others each add a part: one makes a policy that another one attaches.
func TestSimulate(t *testing.T) {
	accounts, seed := 150, uint64(1)
	if text := os.Getenv("IAMLINT_ACCOUNTS"); text != "" {
		accounts, _ = strconv.Atoi(text)
	}
	if text := os.Getenv("IAMLINT_SEED"); text != "" {
		seed, _ = strconv.ParseUint(text, 10, 64)
	}
	reaching, asked, missed, tried := 0, 0, 0, 0
	for i := range accounts {
		seeded := func() *world { return randomWorld(rand.New(rand.NewPCG(seed, uint64(i)))) }
		path := write(t, seeded().export())
		g := loadPath(t, path)
		tried += graph.CompareTrials(t, path, g.Principals())
		administrators := make(map[string]bool)
		for _, n := range g.Nodes {
			administrators[n.ARN.Value] = n.Administrator
		}
		for _, n := range g.Nodes {
			w := seeded()
			want := w.reaches(n.ARN.Value, administrators)
			if asked++; want {
				reaching++
			}
			switch {
			case n.Reaches() && !want:
				t.Errorf("account %d: %s, but nothing that it may do makes it administrator\n%s", i, graph.Describe(n.Steps()), strings.Join(w.log, "\n"))
			case want && !n.Reaches():
				missed++
				if os.Getenv("IAMLINT_MISSED") != "" {
					t.Logf("account %d: %s has no way, but\n%s", i, n.ARN.Value, strings.Join(w.log, "\n"))
				}
			}
		}
	}
	t.Logf("%d of %d principals reach administrator, %d of them without a way in the graph; %d trials", reaching, asked, missed, tried)
	if reaching < asked/4 || missed*50 > reaching {
		t.Errorf("%d of %d reach administrator, and %d have no way", reaching, asked, missed)
	}
}
