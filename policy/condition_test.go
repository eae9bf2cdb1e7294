package policy

import (
	"strings"
	"testing"
)

// samples are, for each pair of operators, a value of the policy, a value of
// the request that meets it, and one that does not.
var samples = []struct {
	operator, negated      string // "" where there is no such operator
	policy, match, another string
}{
	{"StringEquals", "StringNotEquals", "a*", "a*", "ab"},
	{"StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "aB", "Ab", "abc"},
	{"StringLike", "StringNotLike", "a*c?", "abbcd", "Abbcd"},
	{"NumericEquals", "NumericNotEquals", "10", "10.0", "10.01"},
	{"NumericLessThan", "", "10", "9.99", "10"},
	{"NumericLessThanEquals", "", "10", "10.00", "10.01"},
	{"NumericGreaterThan", "", "-10", "-9", "-10"},
	{"NumericGreaterThanEquals", "", "10", "10", "9"},
	{"DateEquals", "DateNotEquals", "2026-01-01T00:00:00Z", "1767225600", "2026-01-01T00:00:01Z"},
	{"DateLessThan", "", "2026-01-01", "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z"},
	{"DateLessThanEquals", "", "2026-01-01T02:00:00+02:00", "2026-01-01", "2026-01-01T00:00:01Z"},
	{"DateGreaterThan", "", "1767225600", "2026-01-01T00:00:01Z", "2026-01-01T00:00:00Z"},
	{"DateGreaterThanEquals", "", "2026-01-01", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z"},
	{"Bool", "", "true", "TRUE", "false"},
	{"BinaryEquals", "", "QUJD", "QUJD", "QUJE"},
	{"IpAddress", "NotIpAddress", "203.0.113.0/24", "203.0.113.9", "203.0.114.1"},
	{"ArnEquals", "ArnNotEquals", "arn:aws:sns:*:111122223333:t?p*", "arn:aws:sns:eu-west-1:111122223333:top:ic", "arn:aws:sns:eu-west-1:444455556666:topic"},
	{"ArnLike", "ArnNotLike", "arn:*:iam::111122223333:role/a/*", "arn:aws:iam::111122223333:role/a/b/c", "arn:aws:iam::111122223333:role/A/b"},
}

// expectations of each form of an operator, as letters: true (T) or false (F)
// for a request whose key is missing, has a value that meets the policy's,
// one that does not, lists of which all, some, none meet it, and an empty list
// (IAM JSON policy elements: Condition operators; Set operators for
// multivalued context keys).
var expectations = []struct{ prefix, suffix, positive, negated string }{
	//                             m v o A S N e
	{"", "", "F T F F F F F", "T F T F F F T"},
	{"", "IfExists", "T T F F F F T", "T F T F F F T"},
	{"ForAllValues:", "", "T T F T F F T", "T F T F F T T"},
	{"ForAllValues:", "IfExists", "T T F T F F T", "T F T F F T T"},
	{"ForAnyValue:", "", "F T F T T F F", "F F T F T T F"},
	{"ForAnyValue:", "IfExists", "T T F T T F T", "T F T F T T T"},
}

func TestOperators(t *testing.T) {
	const key = "aws:SomeKey"
	for _, s := range samples {
		contexts := []*Context{new(Context), NewContext(map[string]string{key: s.match}), NewContext(map[string]string{key: s.another})}
		for _, list := range [][]string{{s.match, s.match}, {s.another, s.match}, {s.another, s.another}, {}} {
			ctx := new(Context)
			ctx.SetList(key, list...)
			contexts = append(contexts, ctx)
		}
		for _, form := range expectations {
			for _, o := range [][2]string{{s.operator, form.positive}, {s.negated, form.negated}} {
				if o[0] == "" {
					continue
				}
				operator := form.prefix + o[0] + form.suffix
				c := Condition{Operator: strings.ToUpper(operator), Key: Value{Text: "AWS:somekey"}, Values: []Value{{Text: s.policy}}}
				compiled := compileCondition(&c, true)
				for i, want := range strings.Fields(o[1]) {
					if got := compiled.holds(contexts[i]); got != truth(want == "T") {
						t.Errorf("%s %q, request %d (%+v): %v, want %s", operator, s.policy, i, contexts[i], got, want)
					}
				}
				if got := compiled.holds(new(Context).Open()); got != Unknown {
					t.Errorf("%s of a key that nobody told: %v", operator, got)
				}
			}
		}
	}
}

// holds decides one condition.
func holds(operator string, ctx *Context, values ...string) Truth {
	c := Condition{Operator: operator, Key: Value{Text: "k"}}
	for _, v := range values {
		c.Values = append(c.Values, Value{Text: v})
	}
	compiled := compileCondition(&c, true)
	return compiled.holds(ctx)
}

func with(values ...string) *Context {
	ctx := new(Context)
	if len(values) == 1 {
		ctx.Set("k", values[0])
	} else {
		ctx.SetList("k", values...)
	}
	return ctx
}

func TestConditionValues(t *testing.T) {
	unknown, absent := new(Context).Open(), new(Context).Open()
	absent.SetAbsent("K")
	for _, c := range []struct {
		name     string
		operator string
		ctx      *Context
		values   []string
		want     Truth
	}{
		// Values are alternatives; of a negated operator none may match.
		{"one of several", "StringEquals", with("b"), []string{"a", "b"}, True},
		{"none of several", "StringNotEquals", with("c"), []string{"a", "b"}, True},
		{"one of several, negated", "StringNotEquals", with("b"), []string{"a", "b"}, False},
		{"no values", "StringEquals", with("a"), nil, False},
		{"no values, negated", "StringNotEquals", with("a"), nil, True},

		// Null.
		{"null true, missing", "Null", new(Context), []string{"true"}, True},
		{"null true, present", "Null", with("a"), []string{"true"}, False},
		{"null false, missing", "Null", new(Context), []string{"false"}, False},
		{"null false, present", "Null", with("a"), []string{"False"}, True},
		{"null false, empty list", "Null", with(), []string{"false"}, False},
		{"null true, empty list", "Null", with(), []string{"true"}, True},
		{"null of both", "Null", unknown, []string{"true", "false"}, True},
		{"null, unknown", "Null", unknown, []string{"true"}, Unknown},
		{"null, known to be absent", "Null", absent, []string{"true"}, True},
		{"null of nonsense", "Null", with("a"), []string{"yes"}, False},
		{"null with IfExists is no operator", "NullIfExists", new(Context), []string{"true"}, False},

		// What does not parse is false, negated or not.
		{"no number in the policy", "NumericNotEquals", with("1"), []string{"one"}, False},
		{"no number in the request", "NumericNotEquals", with("one"), []string{"1"}, False},
		{"a number beside nonsense", "NumericEquals", with("1"), []string{"one", "1"}, True},
		{"a number beside nonsense, negated", "NumericNotEquals", with("5"), []string{"one", "1"}, False},
		{"no date", "DateNotEquals", with("yesterday"), []string{"2026-01-01"}, False},
		{"no date in the policy", "DateNotEquals", with("2026-01-01"), []string{"soon"}, False},
		{"no address", "NotIpAddress", with("10.0.0"), []string{"10.0.0.0/8"}, False},
		{"no range", "NotIpAddress", with("10.0.0.1"), []string{"10.0.0.0/99"}, False},
		{"no ARN", "ArnNotLike", with("topic"), []string{"arn:aws:sns:*:*:*"}, False},
		{"an ARN without its last field", "ArnLike", with("arn:aws:sns:eu-west-1:111122223333"), []string{"arn:aws:sns:*:*:*"}, False},
		{"no ARN in the policy", "ArnNotLike", with("arn:aws:sns:a:b:c"), []string{"topic"}, False},
		{"no boolean", "Bool", with("1"), []string{"true"}, False},
		{"no base64", "BinaryEquals", with("?"), []string{"?"}, False},
		{"no operator", "StringMatches", with("a"), []string{"a"}, False},
		{"no set operator", "ForSomeValues:StringEquals", with("a"), []string{"a"}, False},
		{"an operator that is only a suffix", "IfExists", with("a"), []string{"a"}, False},

		// Addresses.
		{"a host", "IpAddress", with("203.0.113.7"), []string{"203.0.113.7"}, True},
		{"another host", "IpAddress", with("203.0.113.8"), []string{"203.0.113.7"}, False},
		{"bits beyond the mask", "IpAddress", with("10.1.0.1"), []string{"10.1.2.3/16"}, True},
		{"all of IPv4", "IpAddress", with("2001:db8::1"), []string{"0.0.0.0/0"}, False},
		{"IPv6", "IpAddress", with("2001:db8::1"), []string{"2001:db8::/32"}, True},

		// ARNs: a star crosses no colon but those of the last part.
		{"a star over two parts", "ArnLike", with("arn:aws:sns:eu-west-1:111122223333:t"), []string{"arn:aws:sns:*:t"}, False},
		{"only a star", "ArnLike", with("arn:aws:sns:eu-west-1:111122223333:t"), []string{"*"}, True},
		{"strings do not mind colons", "StringLike", with("arn:aws:sns:eu-west-1:111122223333:t"), []string{"arn:aws:sns:*:t"}, True},

		// Lists.
		{"only empty texts", "ForAllValues:StringEquals", with("", ""), []string{"a"}, True},
		{"an empty text among others", "ForAllValues:StringEquals", with("", "a"), []string{"a"}, False},
		{"all of several", "ForAllValues:StringEquals", with("a", "b"), []string{"a", "b", "c"}, True},
		{"one too many", "ForAllValues:StringEquals", with("a", "d"), []string{"a", "b", "c"}, False},
		{"some are not it", "ForAnyValue:StringNotEquals", with("a", "b"), []string{"a"}, True},
		{"all are it", "ForAnyValue:StringNotEquals", with("a", "a"), []string{"a"}, False},
	} {
		if got := holds(c.operator, c.ctx, c.values...); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestVariables(t *testing.T) {
	ctx := NewContext(map[string]string{"aws:username": "ann*", "aws:PrincipalTag/team": "red", "empty": ""})
	ctx.SetList("aws:TagKeys", "a", "b")
	open := ctx.Clone().Open()
	for _, c := range []struct {
		text string
		wild bool
		old  bool // a document before 2012-10-17
		ctx  *Context
		with string
		want Truth
	}{
		{"home/${aws:username}/*", true, false, ctx, "home/ann*/x", True},
		{"home/${aws:username}/*", true, false, ctx, "home/anna/x", False}, // the star of the value is a letter
		{"home/${AWS:USERNAME}", false, false, ctx, "home/ann*", True},
		{"${aws:PrincipalTag/Team}", false, false, ctx, "red", True},
		{"${aws:PrincipalTag/unit}", false, false, ctx, "", False},
		{"${aws:PrincipalTag/unit}", true, false, ctx, "*", False},
		{"${aws:PrincipalTag/unit, 'none'}", false, false, ctx, "none", True},
		{"${aws:PrincipalTag/unit,'none'}", false, false, ctx, "none", True},
		{"${aws:PrincipalTag/team, 'none'}", false, false, ctx, "red", True},
		{"${aws:PrincipalTag/unit, '*'}", true, false, ctx, "x", False},
		{"${*}${?}${$}", true, false, ctx, "*?$", True},
		{"${*}", true, false, ctx, "x", False},
		{"${aws:TagKeys}", false, false, ctx, "a", False}, // multivalued
		{"${aws:TagKeys, 'd'}", false, false, ctx, "d", True},
		{"${empty}", false, false, ctx, "", True},
		{"${", false, false, ctx, "${", True},
		{"${}", false, false, ctx, "${}", True},
		{"${a b}", false, false, ctx, "${a b}", True},
		{"${aws:username, none}", false, false, ctx, "${aws:username, none}", True},
		{"${aws:username", false, false, ctx, "${aws:username", True},
		{"${aws:username}", true, true, ctx, "${aws:username}", True},
		{"${aws:username}", true, true, ctx, "ann*", False},
		{"${aws:userid}", false, false, open, "x", Unknown},
		{"${aws:userid, 'd'}", false, false, open, "d", Unknown},
		{"${aws:username}", false, false, open, "ann*", True},
	} {
		template := newTemplate(c.text, c.wild, !c.old)
		if got := template.matches(c.ctx, c.with); got != c.want {
			t.Errorf("%s with %q: %v, want %v", c.text, c.with, got, c.want)
		}
	}
}

func TestDecimals(t *testing.T) {
	ascending := []string{"-100.5", "-100", "-9", "-0.1", "0", "0.05", "0.5", "9", "10", "10.25", "100", "9007199254740993", "9007199254740993.5"}
	for i, a := range ascending {
		for j, b := range ascending {
			x, _ := parseDecimal(a)
			y, _ := parseDecimal(b)
			if got := x.compare(y); got < 0 != (i < j) || got > 0 != (i > j) {
				t.Errorf("%s compares to %s as %d", a, b, got)
			}
		}
	}
	for _, equal := range [][2]string{{"0", "-0.00"}, {"+1", "1.0"}, {"007", "7"}} {
		x, _ := parseDecimal(equal[0])
		y, _ := parseDecimal(equal[1])
		if x.compare(y) != 0 {
			t.Errorf("%s is not %s", equal[0], equal[1])
		}
	}
	for _, wrong := range []string{"", "-", ".5", "1.", "1e3", "0x1", "1,5", " 1", "1.2.3"} {
		if _, ok := parseDecimal(wrong); ok {
			t.Errorf("%q is a number", wrong)
		}
	}
}
