package policy

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/catalog"
)

// tiny are the parts of policies over tiny alphabets, and all requests that
// they can tell apart.
var tiny = struct {
	actions, resources, conditions, principals []string
	requestedActions, requestedResources       []string
	callers                                    []string
	contexts                                   []func(*Context)
}{
	actions:   []string{"s3:GetObject", "s3:*Object", "s3:PutObject", "*", "s3:Get*"},
	resources: []string{"*", "arn:aws:s3:::a*", "arn:aws:s3:::*b", "arn:aws:s3:::a", "arn:aws:s3:::?", "arn:aws:s3:::${aws:PrincipalTag/t}", "arn:aws:s3:::${aws:PrincipalTag/t}*", "arn:aws:s3:::${aws:PrincipalTag/t, 'a'}"},
	conditions: []string{
		"", `"StringEquals": {"aws:PrincipalTag/t": "a"}`, `"StringNotEquals": {"aws:PrincipalTag/t": "a"}`, `"StringLikeIfExists": {"aws:PrincipalTag/t": "*b"}`, `"Null": {"aws:PrincipalTag/t": "true"}`,
		`"StringEqualsIgnoreCase": {"aws:PrincipalTag/t": ["A", "b"]}`,
		`"StringEquals": {"aws:ResourceTag/t": "${aws:PrincipalTag/t}"}`, `"StringNotLike": {"aws:ResourceTag/t": ["${aws:PrincipalTag/t}", "a"]}`,
		`"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}`, `"ForAnyValue:StringEquals": {"aws:TagKeys": "a"}`, `"ForAnyValue:StringNotEquals": {"aws:TagKeys": "a"}`, `"ForAllValues:StringNotLike": {"aws:TagKeys": "b*"}, "Null": {"aws:TagKeys": "false"}`,
		`"NumericLessThan": {"s3:max-keys": "2"}`, `"NumericGreaterThanEqualsIfExists": {"s3:max-keys": "1"}`, `"NumericNotEquals": {"s3:max-keys": "1"}`,
	},
	principals:       []string{`"*"`, `{"AWS": "111122223333"}`, `{"AWS": "arn:aws:iam::111122223333:user/a"}`, `{"AWS": ["arn:aws:iam::111122223333:role/r", "444455556666"]}`, `{"Service": "sns.amazonaws.com"}`},
	requestedActions: []string{"s3:GetObject", "s3:PutObject", "s3:GetBucketAcl", "s3:NewObject", "s3:GetNew", "s3:New", "ec2:RunInstances"},
	callers:          []string{Anonymous, "arn:aws:iam::111122223333:user/a", "arn:aws:iam::111122223333:user/b", "arn:aws:sts::111122223333:assumed-role/r/s", "arn:aws:iam::444455556666:user/a", "arn:aws:iam::999988887777:root", "sns.amazonaws.com"},
}

func init() {
	for _, r := range []string{"", "a", "b", "ab", "aa", "x", "xb", "ax", "xy"} {
		tiny.requestedResources = append(tiny.requestedResources, "arn:aws:s3:::"+r)
	}
	tiny.requestedResources = append(tiny.requestedResources, "*")
	for _, tag := range []string{"-", "a", "b", "x", "xb", "A", ""} {
		for _, other := range []string{"-", "a", "b", "x", "A"} {
			tiny.contexts = append(tiny.contexts, func(c *Context) {
				if tag != "-" {
					c.Set("aws:PrincipalTag/t", tag)
				}
				if other != "-" {
					c.Set("aws:ResourceTag/t", other)
				}
			})
		}
	}
	for _, keys := range []string{"-", "a", "b", "c", "a b", "a c", "b c", "a b c"} {
		for _, number := range []string{"-", "0", "1", "1.5", "2", "3"} {
			tiny.contexts = append(tiny.contexts, func(c *Context) {
				if keys != "-" {
					c.SetList("aws:TagKeys", strings.Fields(keys)...)
				}
				if number != "-" {
					c.Set("s3:max-keys", number)
				}
			})
		}
	}
}

// tinyStatement makes a statement of the parts with some numbers.
func tinyStatement(r *rand.Rand, resourceBased bool) string {
	one := func(from []string) string { return from[r.IntN(len(from))] }
	not := func(element string) string {
		if r.IntN(5) == 0 {
			return "Not" + element
		}
		return element
	}
	s := fmt.Sprintf(`"Effect": %q, %q: %q, %q: [%q, %q]`, one([]string{"Allow", "Allow", "Deny"}), not("Action"), one(tiny.actions), not("Resource"), one(tiny.resources), one(tiny.resources))
	if resourceBased {
		s += fmt.Sprintf(`, %q: %s`, not("Principal"), one(tiny.principals))
	}
	if condition := one(tiny.conditions); condition != "" {
		s += `, "Condition": {` + condition + `}`
	}
	return "{" + s + "}"
}

// TestCompareAgainstEveryRequest compares the answers about policies over tiny
// alphabets with those of trying every request.
func TestCompareAgainstEveryRequest(t *testing.T) {
	facts := catalog.Default()
	random := rand.New(rand.NewPCG(11, 12))
	counts := make(map[Verdict]int)
	pairs := 450
	if testing.Short() {
		pairs = 150
	}
	for i := range pairs {
		kind := []Kind{IdentityPolicy, ResourcePolicy, ServiceControlPolicy}[i%3]
		policy := func() string {
			statements := []string{tinyStatement(random, kind == ResourcePolicy)}
			for len(statements) < 1+random.IntN(3) {
				statements = append(statements, tinyStatement(random, kind == ResourcePolicy))
			}
			return strings.Join(statements, ", ")
		}
		before, now := policy(), policy()
		if random.IntN(2) == 0 { // alike
			now = before + ", " + now
		}
		old, fresh := AccessOf(kind, document(t, before)), AccessOf(kind, document(t, now))
		c := Compare(facts, old, fresh, CompareOptions{Kind: kind})
		counts[c.Verdict]++
		if c.Verdict == NoNewAccess {
			if r := refute(kind, old, fresh); r != nil {
				t.Errorf("%v: %v, but %s\nold %s\nnew %s", kind, c.Verdict, describe(r), before, now)
			}
		}
	}
	t.Log(counts)
	if counts[Undecided]*100 > pairs || counts[NoNewAccess]*10 < pairs || counts[NewAccess]*10 < pairs {
		t.Errorf("verdicts: %v", counts)
	}
}

// refute finds a request that shows new access among all.
func refute(kind Kind, before, now Access) *Request {
	n, o := newSide(now), newSide(before)
	callers := tiny.callers
	if kind != ResourcePolicy {
		callers = callers[1:2]
	}
	for _, caller := range callers {
		for _, set := range tiny.contexts {
			ctx := new(Context)
			set(ctx)
			if caller == Anonymous || strings.Contains(caller, ".") {
				ctx.SetAbsent("aws:PrincipalTag/t")
			}
			for _, action := range tiny.requestedActions {
				for _, resource := range tiny.requestedResources {
					r := &Request{Principal: caller, Action: action, Resource: resource, ResourceAccount: otherAccount, Context: ctx}
					if isNew(r, &n, &o) {
						return r
					}
				}
			}
		}
	}
	return nil
}

// isNew says whether a request is allowed now, and was not before.
func isNew(r *Request, now, before *side) bool {
	return Evaluate(r, now.policies).Outcome == Allowed && Evaluate(r, before.policies).Outcome != Allowed
}
