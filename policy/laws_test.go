package policy

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// The texts from which random policies and requests are made: few, so that
// they meet often.
var (
	someActions    = []string{"*", "s3:*", "s3:Get*", "s3:GetObject", "S3:PUTOBJECT", "s3:?etObject", "iam:*", "sqs:SendMessage", "s3:Get", ""}
	someResources  = []string{"*", "arn:aws:s3:::b/*", "arn:aws:s3:::b", "arn:aws:s3:::b/?", "arn:aws:s3:::${aws:username}/*", "arn:aws:s3", "arn:*:s3:::*", "x"}
	someConditions = []string{
		`"StringEquals": {"aws:username": "alice"}`, `"StringNotLike": {"aws:username": "a*"}`, `"Null": {"aws:username": "true"}`,
		`"StringEqualsIfExists": {"aws:username": "bob"}`, `"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}`,
		`"ForAnyValue:StringNotEquals": {"aws:TagKeys": "a"}`, `"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}`, `"NumericLessThan": {"n:n": "5"}`,
	}
	somePrincipals = []string{`"*"`, `{"AWS": "*"}`, `{"AWS": "111122223333"}`, `{"AWS": "` + alice + `"}`, `{"AWS": "` + role + `"}`, `{"AWS": "444455556666"}`, `{"Service": "sns.amazonaws.com"}`}
	someCallers    = []string{alice, session, role, rootUser, federated, Anonymous, "sns.amazonaws.com", linked}
)

func pick(t *rapid.T, label string, from []string) string {
	return rapid.SampledFrom(from).Draw(t, label)
}

func statement(t *rapid.T, principals bool) string {
	s := fmt.Sprintf(`"Effect": %q, %q: %q, %q: %q`,
		pick(t, "effect", []string{"Allow", "Allow", "Deny"}),
		pick(t, "action element", []string{"Action", "Action", "NotAction"}), pick(t, "action", someActions),
		pick(t, "resource element", []string{"Resource", "Resource", "NotResource"}), pick(t, "resource", someResources))
	if principals {
		s += fmt.Sprintf(`, %q: %s`, pick(t, "principal element", []string{"Principal", "Principal", "NotPrincipal"}), pick(t, "principal", somePrincipals))
	}
	if rapid.Bool().Draw(t, "conditional") {
		s += `, "Condition": {` + pick(t, "condition", someConditions) + `}`
	}
	return s
}

func statements(t *rapid.T, principals bool) []string {
	list := make([]string, rapid.IntRange(1, 3).Draw(t, "statements"))
	for i := range list {
		list[i] = statement(t, principals)
	}
	return list
}

// some makes policies of a type, or none.
func some(t *rapid.T, label string, principals bool) []*Compiled {
	if rapid.IntRange(0, 2).Draw(t, label) > 0 {
		return nil
	}
	return []*Compiled{build(statements(t, principals))}
}

func build(statements []string) *Compiled {
	d, err := Parse([]byte(`{"Version": "2012-10-17", "Statement": [{` + strings.Join(statements, "}, {") + `}]}`))
	if err != nil {
		panic(err)
	}
	return Compile(d)
}

// situation is a request with the policies for it.
func situation(t *rapid.T) (*Request, *Policies, []string) {
	ctx := new(Context)
	if rapid.Bool().Draw(t, "named") {
		ctx.Set("aws:username", pick(t, "username", []string{"alice", "bob", "b"}))
	}
	if rapid.Bool().Draw(t, "tagged") {
		ctx.SetList("aws:TagKeys", rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 0, 3).Draw(t, "tags")...)
	}
	if rapid.Bool().Draw(t, "addressed") {
		ctx.Set("aws:SourceIp", pick(t, "address", []string{"10.1.1.1", "203.0.113.1", "nowhere"}))
	}
	if rapid.Bool().Draw(t, "open") {
		ctx.Open()
	}
	identity := statements(t, false)
	p := &Policies{Identity: []*Compiled{build(identity)}, Boundaries: some(t, "boundary", false), Session: some(t, "session", false), Endpoint: some(t, "endpoint", true)}
	if list := some(t, "resource policy", true); list != nil {
		p.Resource = list[0]
	}
	if list := some(t, "scp", false); list != nil {
		p.SCPs = []Level{{"r", list}}
	}
	return &Request{
		Principal: pick(t, "caller", someCallers), Action: pick(t, "request", []string{"s3:GetObject", "s3:PutObject", "sqs:SendMessage", "iam:GetUser", "s3:Get"}),
		Resource:        pick(t, "on", []string{"arn:aws:s3:::b/k", "arn:aws:s3:::b", "arn:aws:s3:::alice/x", "arn:aws:sqs:eu-west-1:111122223333:q", "*"}),
		ResourceAccount: pick(t, "account", []string{home, home, away}), Context: ctx,
	}, p, identity
}

// rank orders outcomes by what they let through.
func rank(o Outcome) int {
	switch o {
	case Allowed:
		return 2
	case Conditional:
		return 1
	}
	return 0
}

func TestLaws(t *testing.T) {
	laws := map[string]func(t *rapid.T, r *Request, p *Policies, identity []string, before Outcome){
		"a Deny never allows more": func(t *rapid.T, r *Request, p *Policies, _ []string, before Outcome) {
			deny := strings.Replace(statement(t, false), `"Effect": "Allow"`, `"Effect": "Deny"`, 1)
			p.Identity = append(p.Identity, build([]string{deny}))
			if after := Evaluate(r, p).Outcome; rank(after) > rank(before) {
				t.Fatalf("%v, with {%s} %v", before, deny, after)
			}
		},
		"a boundary, SCP, session or endpoint policy never allows more": func(t *rapid.T, r *Request, p *Policies, _ []string, before Outcome) {
			limit := build(statements(t, true))
			limited := *p
			switch kind := rapid.IntRange(0, 3).Draw(t, "kind"); {
			case kind == 0:
				limited.Boundaries = append(limited.Boundaries[:len(limited.Boundaries):len(limited.Boundaries)], limit)
			case kind == 1:
				limited.SCPs = append(limited.SCPs[:len(limited.SCPs):len(limited.SCPs)], Level{"ou", []*Compiled{limit}})
			case kind == 2 && p.Session == nil && !strings.Contains(r.Principal, "federated-user"):
				limited.Session = []*Compiled{limit} // a federated user has nothing without one
			case kind == 3 && p.Endpoint == nil:
				limited.Endpoint = []*Compiled{limit}
			}
			if after := Evaluate(r, &limited).Outcome; rank(after) > rank(before) {
				t.Fatalf("%v, limited %v", before, after)
			}
		},
		"splitting, reordering and repeating statements changes nothing": func(t *rapid.T, r *Request, p *Policies, identity []string, before Outcome) {
			order := rapid.Permutation(identity).Draw(t, "order")
			order = append(order, order[0])
			p.Identity = nil
			for _, s := range order {
				p.Identity = append(p.Identity, build([]string{s}))
			}
			if after := Evaluate(r, p).Outcome; after != before {
				t.Fatalf("%v, then %v", before, after)
			}
		},
		"an account by another name is decided alike": func(t *rapid.T, r *Request, p *Policies, _ []string, before Outcome) {
			renamed := *r
			rename := func(s string) string { return strings.ReplaceAll(s, home, "999900001111") }
			renamed.Principal, renamed.Resource, renamed.ResourceAccount = rename(r.Principal), rename(r.Resource), rename(r.ResourceAccount)
			again := func(c *Compiled) *Compiled {
				for i := range c.Document.Statements {
					s := &c.Document.Statements[i]
					for _, list := range []*Principals{&s.Principal, &s.NotPrincipal} {
						for k := range list.Entries {
							list.Entries[k].Value.Text = rename(list.Entries[k].Value.Text)
						}
					}
				}
				return Compile(c.Document)
			}
			if p.Resource != nil {
				p.Resource = again(p.Resource)
			}
			for i := range p.Endpoint {
				p.Endpoint[i] = again(p.Endpoint[i])
			}
			if after := Evaluate(&renamed, p).Outcome; after != before {
				t.Fatalf("%v, then %v", before, after)
			}
		},
		"what is known in the end was not ruled out before": func(t *rapid.T, r *Request, p *Policies, _ []string, _ Outcome) {
			open := *r
			open.Context = r.Context.Clone().Open()
			closed := *r
			closed.Context = r.Context.Clone()
			closed.Context.open = false
			before, after := Evaluate(&open, p).Outcome, Evaluate(&closed, p).Outcome
			if before != Conditional && rank(before) != rank(after) {
				t.Fatalf("%v whatever the rest, then %v", before, after)
			}
		},
	}
	for name, law := range laws {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				r, p, identity := situation(t)
				law(t, r, p, identity, Evaluate(r, p).Outcome)
			})
		})
	}
}

// TestComplement holds that NotAction and NotResource are what Action and Resource are not.
func TestComplement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		action, resource := pick(t, "action", someActions), pick(t, "resource", someResources)
		r := &Request{Principal: alice, Action: pick(t, "request", []string{"s3:GetObject", "iam:GetUser", "s3:PutObject"}), Resource: pick(t, "on", []string{"arn:aws:s3:::b/k", "*", "arn:aws:s3:::b"}),
			Context: NewContext(map[string]string{"aws:username": "b"})}
		allows := func(statement string) bool {
			return Evaluate(r, &Policies{Identity: []*Compiled{build([]string{statement})}}).Outcome == Allowed
		}
		yes := allows(fmt.Sprintf(`"Effect": "Allow", "Action": %q, "Resource": "*"`, action))
		if no := allows(fmt.Sprintf(`"Effect": "Allow", "NotAction": %q, "Resource": "*"`, action)); yes == no {
			t.Fatalf("Action and NotAction %q both say %v", action, yes)
		}
		yes = allows(fmt.Sprintf(`"Effect": "Allow", "Action": "*", "Resource": %q`, resource))
		if no := allows(fmt.Sprintf(`"Effect": "Allow", "Action": "*", "NotResource": %q`, resource)); yes == no {
			t.Fatalf("Resource and NotResource %q both say %v", resource, yes)
		}
	})
}

func FuzzEvaluate(f *testing.F) {
	f.Add(`{"Version": "2012-10-17", "Statement": {`+allowGet+`}}`, alice, "s3:GetObject", object, "aws:username", "alice")
	f.Add(`{"Statement": [{`+denyWithout+`}, {`+principal("Allow", "AWS", "*")+`}]}`, session, "sts:AssumeRole", role, "aws:MultiFactorAuthPresent", "true")
	f.Add(`{"Statement": {"Effect": "Allow", "NotAction": "${", "NotResource": ["arn:::::${a, 'b'}", "*?*"], "Condition": {"ForAnyValue:DateLessThanIfExists": {"d": ["2026", 7, "x"]}}}}`, "x", "::", "a:b:c:d:e:f:g", "d", "2026-01-01")
	f.Fuzz(func(t *testing.T, document, caller, action, resource, key, value string) {
		d, err := Parse([]byte(document))
		if err != nil {
			t.Skip()
		}
		c := Compile(d)
		for _, ctx := range []*Context{nil, NewContext(map[string]string{key: value}), NewContext(map[string]string{key: value}).Open()} {
			r := &Request{Principal: caller, Action: action, Resource: resource, ResourceAccount: home, Context: ctx}
			p := &Policies{Identity: []*Compiled{c}, Resource: c, Endpoint: []*Compiled{c}, SCPs: []Level{{"", []*Compiled{c}}}, RCPs: []Level{{"", []*Compiled{c}}}}
			if got, explained := Evaluate(r, p), Explain(r, p); got != explained.Decision {
				t.Errorf("%+v, explained as %+v", got, explained.Decision)
			}
			r.SomeResource = true
			Evaluate(r, p)
		}
	})
}
