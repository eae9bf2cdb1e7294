package policy

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/catalog"
)

// An author writes policies out of few letters, so that their patterns, values
// and variables meet often.
type author struct{ *rand.Rand }

// newAuthor writes the same each time, something else for another IAMLINT_SEED.
func newAuthor(t *testing.T) author {
	seed := uint64(1)
	if text := os.Getenv("IAMLINT_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	return author{rand.New(rand.NewPCG(seed, 3))}
}

// pairsOf is how many pairs are compared: as many as IAMLINT_PAIRS says, or usually.
func pairsOf(t *testing.T, usually int) int {
	if text := os.Getenv("IAMLINT_PAIRS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if testing.Short() {
		return usually / 5
	}
	return usually
}

func (a author) one(from ...string) string { return from[a.IntN(len(from))] }

// text puts up to n parts together.
func (a author) text(n int, parts ...string) string {
	var b strings.Builder
	for range a.IntN(n + 1) {
		b.WriteString(a.one(parts...))
	}
	return b.String()
}

// list is an array of one text or two.
func (a author) list(make func() string) string {
	list := strconv.Quote(make())
	if a.IntN(2) == 0 {
		list += ", " + strconv.Quote(make())
	}
	return "[" + list + "]"
}

// not turns an element into its opposite now and then.
func (a author) not(element string) string {
	if a.IntN(4) == 0 {
		return "Not" + element
	}
	return element
}

// some puts one to three statements together.
func (a author) some(statement func() string) string {
	list := []string{statement()}
	for len(list) < 1+a.IntN(3) {
		list = append(list, statement())
	}
	return strings.Join(list, ", ")
}

// pair is two policies, of which one often has all of the other.
func (a author) pair(statement func() string) (before, now string) {
	before, now = a.some(statement), a.some(statement)
	switch a.IntN(3) {
	case 0:
		now = before + ", " + now
	case 1:
		before = now + ", " + before
	}
	return before, now
}

// subjects are what values of a key of an author are like: operators, values
// that policies have, and those of requests.
var subjects = []struct {
	operators        []string
	asked, requested func(a author) string
}{
	{
		[]string{"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike"},
		func(a author) string {
			return a.text(3, "a", "b", "A", "*", "?", "${aws:username}", "${x:j}", "${*}")
		},
		func(a author) string { return a.text(3, "a", "b", "A", "c", "x", "*") },
	},
	{
		[]string{"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"},
		func(a author) string { return a.one("0", "1", "2", "1.0", "01", "x", "-1") },
		func(a author) string { return a.one("-2", "-1", "-0.5", "0", "0.5", "1", "1.5", "2", "3", "01", "x") },
	},
	{
		[]string{"IpAddress", "NotIpAddress"},
		func(a author) string {
			return a.one("10.0.0.0/30", "10.0.0.1", "10.0.0.2/31", "::/0", "0.0.0.0/0", "10.0.0.0/31", "x")
		},
		func(a author) string {
			return a.one("9.255.255.255", "10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "::1", "x")
		},
	},
	{
		[]string{"Bool", "BinaryEquals", "StringEquals", "StringNotLike", "NumericLessThan"},
		func(a author) string { return a.one("true", "false", "TRUE", "QQ==", "1", "*e") },
		func(a author) string { return a.one("true", "false", "True", "QQ==", "QUE=", "0", "1", "2", "e", "x") },
	},
	{
		[]string{"ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals", "StringLike", "StringNotLike"},
		func(a author) string {
			return a.one("*", "arn:*", "arn:aws:zz:::"+a.text(2, "a", "*", "?", ":"), "arn:aws:z"+a.text(3, "*", "?", ":")+":::a", "arn:aws:zz:::${x:j}", "arn:aws:zz:*:*:a*")
		},
		func(a author) string {
			return a.one("arn:aws:zz:::"+a.text(2, "a", "b", ":"), "arn:aws:z"+a.text(3, "z", "b", ":")+":a", "x", "arn:x")
		},
	},
}

// statement writes one about the actions of a service that nobody knows, and
// about two keys whose values are of a subject.
func (a author) statement(subject int) string {
	action := func() string {
		return a.one("*", "zz:*", "zz:a", "zz:A*", "zz:?", "zz:"+a.text(3, "a", "b", "*", "?")+"a", "zz:"+a.text(2, "a", "b", "*", "?")+"?", "z*:a")
	}
	resource := func() string {
		return a.one("*", "arn:aws:zz:::*", "arn:aws:zz:*", "arn:aws:zz:::"+a.text(3, "a", "b", "*", "?", ":", "a", "b"),
			"arn:aws:zz:::"+a.text(3, "a", "b", "*", "?", ":", "${aws:username}", "${x:k}", "${*}", "${?}", "${$}", "${x:k,'a'}"),
			"arn:aws:zz:"+a.text(2, "a", "*", "?")+":"+a.text(2, "a", "*")+":"+a.text(2, "a", "*"), "arn:*:"+a.text(2, "z", "*", "?")+"*:a")
	}
	var conditions conditions
	for range a.IntN(3) {
		s := subjects[subject]
		conditions.add(a, a.one(s.operators...), a.one("x:k", "x:k", "x:j"), func() string { return s.asked(a) })
	}
	return fmt.Sprintf(`{"Effect": %q, %q: %s, %q: %s%s}`, a.one("Allow", "Allow", "Deny"), a.not("Action"), a.list(action), a.not("Resource"), a.list(resource), conditions.element())
}

// conditions are those of a statement, one of each operator.
type conditions struct {
	operators []string
	texts     []string
}

// add has an operator ask for values of a key, with quantifier and IfExists now
// and then, or whether there is one.
func (c *conditions) add(a author, operator, key string, value func() string) {
	operator = a.one("", "", "ForAllValues:", "ForAnyValue:") + operator + a.one("", "", "IfExists")
	if a.IntN(8) == 0 {
		operator, value = "Null", func() string { return a.one("true", "false") }
	}
	for _, o := range c.operators {
		if o == operator {
			return
		}
	}
	c.operators = append(c.operators, operator)
	c.texts = append(c.texts, fmt.Sprintf("%q: {%q: %s}", operator, key, a.list(value)))
}

func (c *conditions) element() string {
	if c.texts == nil {
		return ""
	}
	return `, "Condition": {` + strings.Join(c.texts, ", ") + `}`
}

// request draws one of those that the statements tell apart.
func (a author) request(subject int) *Request {
	r := &Request{Principal: "arn:aws:sts::111122223333:assumed-role/r/s", Action: a.one("s3:GetObject", "new:Thing", "zz:"+a.text(2, "a", "b", "c")+a.one("a", "b", "c")), Resource: "arn:aws:zz:::" + a.text(3, "a", "b", "c", ":", "*", "?", "$"),
		ResourceAccount: otherAccount, Context: new(Context)}
	if a.IntN(8) == 0 {
		r.Resource = a.one("*", "arn:aws:zz:a:a:a:", "arn:aws:zz:a:a:a", "arn:aws:zz:aa::a", "arn:aws:yz:::a", "arn:x:zz:::a", "arn:aws:zza:::a", "arn:aws:zz::::a")
	}
	if a.IntN(4) > 0 {
		name := a.one("a", "b", "x", "ab", "A", "c")
		r.Principal = "arn:aws:iam::111122223333:user/" + name
		r.Context.Set("aws:username", name)
	}
	for _, key := range []string{"x:k", "x:j"} {
		switch a.IntN(5) {
		case 0:
			r.Context.SetAbsent(key)
		case 1, 2:
			r.Context.Set(key, subjects[subject].requested(a))
		default:
			var values []string
			for range a.IntN(4) {
				values = append(values, subjects[subject].requested(a))
			}
			r.Context.SetList(key, values...)
		}
	}
	return r
}

// TestCompareAuthored compares policies of an author, alone, or below others that
// limit them, and refutes what it can.
func TestCompareAuthored(t *testing.T) {
	a := newAuthor(t)
	facts := catalog.Default()
	counts := make(map[Verdict]int)
	pairs := pairsOf(t, 150)
	for range pairs {
		subject := a.IntN(len(subjects))
		before, now := a.pair(func() string { return a.statement(subject) })
		old, fresh := AccessOf(IdentityPolicy, document(t, before)), AccessOf(IdentityPolicy, document(t, now))
		if a.IntN(3) == 0 {
			limit, other := a.pair(func() string { return a.statement(subject) })
			old.Policies.Boundaries = []*Compiled{Compile(document(t, limit))}
			fresh.Policies.Boundaries = []*Compiled{Compile(document(t, a.one(limit, other)))}
			fresh.Policies.SCPs = []Level{{"", []*Compiled{Compile(document(t, other))}}}
			if a.IntN(2) == 0 {
				old.Policies.SCPs = fresh.Policies.SCPs
			}
		}
		options := CompareOptions{Kind: IdentityPolicy}
		asked := func(*Request) bool { return true }
		if a.IntN(4) == 0 {
			action, on := a.one("zz:a*", "zz:?", "*", "s3:GetObject"), a.one("arn:aws:zz:::a*", "arn:aws:zz:::?", "*", "arn:aws:zz:::b*")
			pattern, _ := ParseAction(action)
			options.Actions, options.Resources = []ActionPattern{pattern}, []string{on}
			asked = func(r *Request) bool {
				return pattern.Matches(strings.ToLower(r.Action)) && Match(on, r.Resource) && (strings.HasPrefix(r.Action, "zz:") || on == "*")
			}
		}
		c := Compare(facts, old, fresh, options)
		counts[c.Verdict]++
		n, o := newSide(fresh), newSide(old)
		for _, g := range c.Gains {
			if Evaluate(g.Request, n.policies).Outcome != Allowed || Evaluate(g.Request, o.policies).Outcome == Allowed {
				t.Fatalf("%s does not replay\nold %s\nnew %s", describe(g.Request), before, now)
			}
		}
		if c.Verdict != NoNewAccess {
			continue
		}
		for range 3_000 {
			if r := a.request(subject); asked(r) && isNew(r, &n, &o) {
				t.Fatalf("no new access, but %s\nold %s %s\nnew %s %s", describe(r), before, layersOf(&o), now, layersOf(&n))
			}
		}
	}
	t.Log(counts)
	if counts[Undecided]*50 > pairs || counts[NoNewAccess]*10 < pairs || counts[NewAccess]*10 < pairs {
		t.Errorf("verdicts: %v", counts)
	}
}

// layersOf are the statements of the policies of a side that limit others.
func layersOf(s *side) string {
	var b strings.Builder
	for _, l := range append(s.layers[1:], s.denies) {
		b.WriteString("\n  under")
		for _, one := range l {
			fmt.Fprintf(&b, " %s", one.policy.Document.text[one.source.Span.Start:one.source.Span.End])
		}
	}
	return b.String()
}
