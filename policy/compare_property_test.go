package policy

import (
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/iamlint/iamlint/catalog"
)

// atoms are what requests are drawn from: what two policies speak of, and what
// lies beside it.
type atoms struct {
	*mutator
	actions, resources []string
	callers            []string
	keys               []string
	values             map[string][]string
}

func atomsOf(m *mutator, documents ...*Document) *atoms {
	a := &atoms{mutator: m, values: make(map[string][]string), actions: []string{"s3:GetObject", "sts:AssumeRole"}, resources: []string{"*", "arn:aws:s3:::b/k"},
		callers: []string{"arn:aws:iam::111122223333:user/alice", "arn:aws:iam::999988887777:user/x", "arn:aws:sts::444455556666:assumed-role/deploy/s"}}
	for _, d := range documents {
		for i := range d.Statements {
			s := &d.Statements[i]
			for _, e := range []Element{s.Action, s.NotAction} {
				for _, v := range e.Values {
					a.actions = append(a.actions, v.Text)
				}
			}
			for _, e := range []Element{s.Resource, s.NotResource} {
				for _, v := range e.Values {
					a.resources = append(a.resources, v.Text)
				}
			}
			for _, p := range slices.Concat(s.Principal.Entries, s.NotPrincipal.Entries) {
				switch {
				case isAccountID(p.Value.Text):
					a.callers = append(a.callers, "arn:aws:iam::"+p.Value.Text+":user/bob", "arn:aws:iam::"+p.Value.Text+":root")
				case p.Type == "AWS" && strings.HasPrefix(p.Value.Text, "arn:"):
					if who := parseCaller(p.Value.Text); who.kind == roleCaller {
						a.callers = append(a.callers, "arn:aws:sts::"+who.account+":assumed-role/"+who.name+"/s")
					} else {
						a.callers = append(a.callers, p.Value.Text)
					}
				case p.Type == "Service" || p.Type == "Federated":
					a.callers = append(a.callers, p.Value.Text)
				}
			}
			for _, c := range s.Conditions {
				key := strings.ToLower(c.Key.Text)
				if !slices.Contains(a.keys, key) {
					a.keys = append(a.keys, key)
				}
				for _, v := range c.Values {
					a.values[key] = append(a.values[key], v.Text)
					for text := v.Text; ; {
						_, inside, after, ok := cutVariable(text)
						if !ok {
							break
						}
						if p := parseVariable(inside, true); p.variable != "" && !slices.Contains(a.keys, p.variable) {
							a.keys = append(a.keys, p.variable)
						}
						text = after
					}
				}
			}
		}
	}
	for _, extra := range []string{"aws:username", "aws:principaltag/team"} {
		if !slices.Contains(a.keys, extra) {
			a.keys = append(a.keys, extra)
		}
	}
	return a
}

// concrete puts texts for wildcards and variables.
func (a *atoms) concrete(text string, variables map[string]string) string {
	for {
		before, inside, after, ok := cutVariable(text)
		if !ok {
			break
		}
		p := parseVariable(inside, true)
		value, known := variables[p.variable]
		switch {
		case p.variable == "":
			value = p.text
		case !known:
			value = p.text
		}
		text = before + strings.ReplaceAll(value, "${", "$(") + after
	}
	var b strings.Builder
	for _, r := range text {
		switch r {
		case '*':
			b.WriteString(pickOne(a.mutator, "", "x", "a", "ab", "a/b", "aws", "111122223333", "x:y"))
		case '?':
			b.WriteString(pickOne(a.mutator, "x", "a", "1"))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (a *atoms) action() string {
	text := pickOne(a.mutator, a.actions...)
	service, name, ok := strings.Cut(text, ":")
	if !ok {
		return pickOne(a.mutator, "s3:GetObject", "iam:CreateUser", "ec2:RunInstances", "sns:Publish", "new:Action")
	}
	if s := a.facts.Service(service); s != nil && len(s.Actions()) > 0 && a.IntN(3) == 0 {
		return service + ":" + s.Actions()[a.IntN(len(s.Actions()))].Name
	}
	if name = a.concrete(name, nil); name == "" {
		name = "X" // every action has a name
	}
	return service + ":" + name
}

// request draws a request that AWS could make: the keys of the caller are its
// own, those that every request has are there, lists are where the catalogue has them.
func (a *atoms) request(kind Kind) *Request {
	r := &Request{Action: a.action(), ResourceAccount: otherAccount, Context: new(Context)}
	if kind == TrustPolicy {
		r.Action = "sts:" + pickOne(a.mutator, trustActions[:]...)
	}
	callers := a.callers
	if kind == ResourcePolicy || kind == TrustPolicy {
		callers = append(slices.Clone(callers), Anonymous, "sns.amazonaws.com", "arn:aws:sts::111122223333:federated-user/alice")
	} else {
		callers = slices.DeleteFunc(slices.Clone(callers), func(c string) bool {
			return !strings.Contains(c, ":user/") && !strings.Contains(c, ":assumed-role/")
		})
	}
	r.Principal = pickOne(a.mutator, callers...)
	if kind == ResourcePolicy && a.IntN(4) == 0 {
		r.Canonical = "abc"
	}
	who := parseCaller(r.Principal)
	variables := make(map[string]string)
	set := func(key, value string) {
		r.Context.Set(key, value)
		variables[strings.ToLower(key)] = value
	}
	own := func(key string) bool { return slices.Contains(keysOfCallers, key) }
	switch who.kind {
	case anonymousCaller, providerCaller:
	case serviceCaller:
		set("aws:PrincipalIsAWSService", "true")
		set("aws:PrincipalServiceName", r.Principal)
		r.Context.SetList("aws:PrincipalServiceNamesList", r.Principal)
	default:
		set("aws:PrincipalAccount", who.account)
		set("aws:PrincipalIsAWSService", "false")
		arn, typ := r.Principal, "User"
		switch who.kind {
		case sessionCaller:
			arn, typ = "arn:aws:iam::"+who.account+":role/"+who.name, "AssumedRole"
			if slices.Contains(a.values["aws:principalarn"], "arn:aws:iam::"+who.account+":role/a/"+who.name) {
				arn = "arn:aws:iam::" + who.account + ":role/a/" + who.name
			}
		case rootCaller:
			typ = "Account"
		case federatedUserCaller:
			typ = "FederatedUser"
		case userCaller:
			set("aws:username", who.name)
		}
		set("aws:PrincipalType", typ)
		set("aws:PrincipalArn", arn)
		set("aws:userid", pickOne(a.mutator, "AIDAEXAMPLE", "AROAEXAMPLE:s"))
	}
	strange := who.kind == anonymousCaller || who.kind == serviceCaller || who.kind == providerCaller
	for _, key := range a.keys {
		always := key == "aws:securetransport" || key == "aws:currenttime" || key == "aws:epochtime" || key == "aws:requestedregion"
		if own(key) || !always && a.IntN(4) == 0 || strange && (strings.HasPrefix(key, "aws:principal") || key == "aws:userid") || key == "aws:userid" {
			continue
		}
		known, ok := a.facts.Key(key)
		multi := ok && known.Type.Multivalued() || !ok && a.IntN(2) == 0
		if !multi {
			set(key, a.value(key, known.Type, ok, variables))
			continue
		}
		var values []string
		for range 1 + a.IntN(3) {
			values = append(values, a.value(key, known.Type, ok, variables))
		}
		r.Context.SetList(key, values...)
	}
	r.Resource = a.concrete(pickOne(a.mutator, a.resources...), variables)
	if strings.HasPrefix(r.Resource, "arn:") || strings.HasPrefix(r.Resource, "ar") {
		if parts, n := splitRequestARN(r.Resource); n < 6 {
			r.Resource = strings.Join(parts[:n], ":") + strings.Repeat(":x", 6-n)
		}
	}
	if !strings.HasPrefix(r.Resource, "arn:") {
		r.Resource = "*"
	}
	return r
}

// value draws a value of a key: one of a policy, one beside it, or another.
func (a *atoms) value(key string, typ catalog.KeyType, known bool, variables map[string]string) string {
	text := "x"
	if values := a.values[key]; len(values) > 0 {
		text = a.concrete(pickOne(a.mutator, values...), variables)
	}
	if known {
		switch typ.Element() {
		case catalog.Bool:
			return pickOne(a.mutator, "true", "false")
		case catalog.Date:
			return pickOne(a.mutator, "2026-05-31T00:00:00Z", "2026-05-31T12:00:00Z", "2026-06-01T00:00:00Z", "2027-01-01T00:00:00Z", "1700000000")
		case catalog.Numeric:
			if n, err := strconv.Atoi(text); err == nil {
				return strconv.Itoa(n + a.IntN(3) - 1)
			}
			return pickOne(a.mutator, "0", "9", "10", "11", "3600")
		case catalog.IPAddress:
			return pickOne(a.mutator, "203.0.113.1", "203.0.113.200", "10.0.0.1", "2001:db8::1", "192.0.2.1")
		case catalog.ARN:
			if strings.Count(text, ":") >= 5 {
				return text
			}
			return "arn:aws:sns:us-east-1:111122223333:topic"
		}
	}
	switch a.IntN(6) {
	case 0:
		return "x"
	case 1:
		return text + "x"
	case 2:
		return pickOne(a.mutator, "blue", "team", "b", "BLUE", "")
	}
	return text
}

func TestNoNewAccessIsCertain(t *testing.T) {
	pairs, requests := pairsOf(t, 1500), 40
	facts := catalog.Default()
	policies := realPolicies(t)
	counts := make(map[Verdict]int)
	drawn := 0
	m := &mutator{rand.New(rand.NewPCG(5, 6)), facts}
	if seed := os.Getenv("IAMLINT_SEED"); seed != "" {
		n, _ := strconv.Atoi(seed)
		m.Rand = rand.New(rand.NewPCG(5, uint64(n)))
	}
	reasons := make(map[string]int)
	for range pairs {
		one := pickOne(m, policies...)
		other := one.clone()
		for range 20 {
			if m.mutate(other); !reflect.DeepEqual(one.json, other.json) {
				break
			}
		}
		kind := one.kind
		if kind == IdentityPolicy && m.IntN(8) == 0 {
			kind = ServiceControlPolicy
		}
		before, now := one.parse(t), other.parse(t)
		if m.IntN(2) == 0 {
			before, now = now, before
		}
		old, fresh := AccessOf(kind, before), AccessOf(kind, now)
		c := Compare(facts, old, fresh, CompareOptions{Kind: kind})
		counts[c.Verdict]++
		for _, g := range c.Gains {
			n, o := newSide(fresh), newSide(old)
			if Evaluate(g.Request, n.policies).Outcome != Allowed || Evaluate(g.Request, o.policies).Outcome == Allowed {
				t.Fatalf("%s: %+v does not replay\n%s\n%s", one.name, g.Request, before.text, now.text)
			}
		}
		for _, why := range c.Open {
			reasons[why]++
			if os.Getenv("IAMLINT_OPEN") != "" && c.Verdict == Undecided {
				t.Logf("%s\n%s\n%s\n", why, before.text, now.text)
			}
		}
		if c.Verdict != NoNewAccess {
			continue
		}
		n, o := newSide(fresh), newSide(old)
		everything, changed := atomsOf(m, before, now), atomsOf(m, changedIn(before, now), changedIn(now, before))
		for i := range requests {
			a := everything
			if i%2 == 0 {
				a = changed
			}
			r := a.request(kind)
			drawn++
			if isNew(r, &n, &o) {
				t.Fatalf("%s: no new access, but %s\n%s\n%s", one.name, describe(r), before.text, now.text)
			}
		}
	}
	t.Logf("%d pairs: %v; %d requests against \"none\"; open: %v", pairs, counts, drawn, reasons)
	if counts[Undecided]*100 > pairs {
		t.Errorf("%d of %d undecided", counts[Undecided], pairs)
	}
	if counts[NoNewAccess] < pairs/10 || counts[NewAccess] < pairs/10 {
		t.Errorf("the pairs are too much alike: %v", counts)
	}
}

// changedIn are the statements of a document that another one does not have.
func changedIn(d, other *Document) *Document {
	var changed Document
	for i := range d.Statements {
		if !slices.ContainsFunc(other.Statements, func(s Statement) bool { return s.meaning() == d.Statements[i].meaning() }) {
			changed.Statements = append(changed.Statements, d.Statements[i])
		}
	}
	return &changed
}

func describe(r *Request) string {
	return fmt.Sprintf("%s may %s on %s with %+v (canonical %q)", r.Principal, r.Action, r.Resource, r.Context.keys, r.Canonical)
}

// TestCompareNeighbours compares policies that AWS manages with the one before,
// in order of their ARNs: some of them, all where IAMLINT_PAIRS is set.
func TestCompareNeighbours(t *testing.T) {
	facts := catalog.Default()
	counts := make(map[Verdict]int)
	if testing.Short() {
		t.Skip("takes seconds")
	}
	var last *Document
	for i, arn := range facts.ManagedPolicies() {
		if os.Getenv("IAMLINT_PAIRS") == "" && i%10 > 1 {
			continue // the benchmark takes them all
		}
		p, _ := facts.ManagedPolicy(arn)
		d, err := Parse(p.Document)
		if err != nil {
			t.Fatal(err)
		}
		if last == nil {
			last = d
			continue
		}
		counts[Compare(facts, AccessOf(IdentityPolicy, last), AccessOf(IdentityPolicy, d), CompareOptions{}).Verdict]++
		if c := Compare(facts, AccessOf(IdentityPolicy, d), AccessOf(IdentityPolicy, d), CompareOptions{}); c.Verdict != NoNewAccess {
			t.Errorf("%s against itself: %s", arn, summary(c))
		}
		last = d
	}
	t.Log(counts)
	if pairs := counts[NoNewAccess] + counts[NewAccess]; pairs < 200 || counts[Undecided]*100 > pairs {
		t.Errorf("verdicts: %v", counts)
	}
}

// BenchmarkCompareNeighbours takes all policies that AWS manages once, each with the one before.
func BenchmarkCompareNeighbours(b *testing.B) {
	facts := catalog.Default()
	var documents []*Document
	for _, arn := range facts.ManagedPolicies() {
		p, _ := facts.ManagedPolicy(arn)
		documents = append(documents, document(b, string(p.Document)))
	}
	for b.Loop() {
		for i, d := range documents[1:] {
			Compare(facts, AccessOf(IdentityPolicy, documents[i]), AccessOf(IdentityPolicy, d), CompareOptions{})
		}
	}
}

// BenchmarkCompareMutated takes mutated pairs, and tells the median and the
// slowest of a hundred.
func BenchmarkCompareMutated(b *testing.B) {
	facts := catalog.Default()
	policies := realPolicies(b)
	m := &mutator{rand.New(rand.NewPCG(1, 2)), facts}
	var times []float64
	for b.Loop() {
		b.StopTimer()
		one := pickOne(m, policies...)
		other := one.clone()
		m.mutate(other)
		before, now := one.parse(b), other.parse(b)
		b.StartTimer()
		start := time.Now()
		Compare(facts, AccessOf(one.kind, before), AccessOf(one.kind, now), CompareOptions{Kind: one.kind})
		times = append(times, float64(time.Since(start).Microseconds())/1000)
	}
	slices.Sort(times)
	b.ReportMetric(times[len(times)/2], "ms-median")
	b.ReportMetric(times[len(times)*99/100], "ms-99%")
	b.ReportMetric(times[len(times)-1], "ms-most")
}
