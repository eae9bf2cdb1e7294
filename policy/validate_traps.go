package policy

import (
	"fmt"
	"slices"
	"strings"
)

// A test is a condition taken apart.
type test struct {
	*Condition
	name     OperatorName
	operator operator
	negated  bool
	key      string // in lower case
}

// withoutKey says whether a request without the key meets the condition.
func (t *test) withoutKey() bool {
	switch {
	case t.operator == null:
		return t.asks("true")
	case t.name.IfExists || t.name.Qualifier == "ForAllValues":
		return true
	case t.name.Qualifier == "ForAnyValue":
		return false
	}
	return t.negated
}

func (t *test) asks(value string) bool {
	for _, v := range t.Values {
		if strings.EqualFold(v.Text, value) {
			return true
		}
	}
	return false
}

// selects says whether the condition names values that the key has to have.
func (t *test) selects() bool { return !t.negated && t.operator != null && !t.alwaysHolds() }

// among says whether the key is one of some, given in lower case.
func (t *test) among(keys ...string) bool {
	return slices.Contains(keys, t.key)
}

// traps finds conditions that are well-formed and do not do what they seem to.
func (c *check) traps(s *Statement) {
	c.mfaRemoval(s)
	if len(s.Conditions) == 0 || c.kind == OtherOrganizationPolicy {
		return
	}
	c.tests = c.tests[:0]
	for i := range s.Conditions {
		cond := &s.Conditions[i]
		name := ParseOperator(cond.Operator)
		if !name.Known || len(cond.Values) == 0 {
			continue // reported already
		}
		c.tests = append(c.tests, test{cond, name, name.operator, name.negated, c.lower(cond.Key.Text)})
	}
	c.mfa(s)
	c.spoofable()
	c.pairs(s)
	c.arnsAsStrings(s)
	c.addresses(s)
	c.prefixes(s)
	if c.kind == ResourceControlPolicy && s.Denies() {
		c.serviceCalls()
	}
	switch {
	case s.Allows():
		c.singleValueSets(s)
		c.absentSets(s)
		c.optional(s)
		c.attributes(s)
		c.strangers(s)
		c.tagsUnsupported(s, TagUnsupportedAllow)
	case s.Denies():
		c.tagsUnsupported(s, TagUnsupportedDeny)
	}
}

// requires says whether a condition of the statement fails without the key.
func (c *check) requires(key string) bool {
	for i := range c.tests {
		if t := &c.tests[i]; t.key == key && !t.withoutKey() {
			return true
		}
	}
	return false
}

// testsSome says whether the statement tests one of some keys at all.
func (c *check) testsSome(keys ...string) bool {
	for i := range c.tests {
		if c.tests[i].among(keys...) {
			return true
		}
	}
	return false
}

// mayLack says whether a request can lack the key.
func (c *check) mayLack(s *Statement, key string) bool {
	if !requestKeys[key] {
		return true
	}
	// Who calls without credentials has no principal.
	return c.kind == ResourcePolicy && s.everyone() && (strings.HasPrefix(key, "aws:principal") || key == "aws:userid")
}

// everyone says whether the statement names all callers as its principals.
func (s *Statement) everyone() bool {
	for _, p := range s.Principal.Entries {
		if p.Everyone() {
			return true
		}
	}
	return false
}

// spoofable finds decisions by what the caller's software says of itself
// (AWS global condition context keys: aws:UserAgent, aws:Referer).
func (c *check) spoofable() {
	for i := range c.tests {
		t := &c.tests[i]
		if t.among("aws:useragent", "aws:referer") && t.operator != null && !t.alwaysHolds() {
			c.report(KeySpoofable, t.Key.Span, t.Key.Text, fmt.Sprintf("decides by %s, which every caller sets to what it likes", t.Key.Text), nil)
			return
		}
	}
}

// pairs finds private addresses without the VPC in which they mean something.
func (c *check) pairs(s *Statement) {
	for i := range c.tests {
		t := &c.tests[i]
		var partners []string
		var partner string
		switch t.key {
		case "aws:vpcsourceip":
			partners, partner = []string{"aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce"}, "aws:SourceVpc"
		case "aws:ec2instancesourceprivateipv4":
			partners, partner = []string{"aws:ec2instancesourcevpc"}, "aws:Ec2InstanceSourceVpc"
		default:
			continue
		}
		// A Deny of other addresses says the VPC in a second Deny.
		if t.operator == null || s.Allows() && (t.negated || c.testsSome(partners...)) || s.Denies() && (!t.negated || c.document.tests(partners)) {
			continue
		}
		c.report(KeyPairMissing, t.Key.Span, t.Key.Text, fmt.Sprintf("tests the private address %s without %s, though every VPC can have that address", t.Key.Text, partner), nil)
		return
	}
}

// tests says whether some statement tests one of some keys.
func (d *Document) tests(keys []string) bool {
	for i := range d.Statements {
		for k := range d.Statements[i].Conditions {
			for _, key := range keys {
				if strings.EqualFold(d.Statements[i].Conditions[k].Key.Text, key) {
					return true
				}
			}
		}
	}
	return false
}

// prefixes finds listings that are forbidden by prefix: a shorter prefix, or
// none, lists the same objects.
func (c *check) prefixes(s *Statement) {
	for i := range c.tests {
		t := &c.tests[i]
		if t.key != "s3:prefix" || t.operator == null || t.negated == s.Denies() || t.negated && !s.Allows() {
			continue
		}
		prefix := slices.IndexFunc(t.Values, func(v Value) bool { return v.Text != "" })
		if prefix < 0 {
			continue // none is shorter than none
		}
		if s.actionMatches("s3:listbucket") || s.actionMatches("s3:listbucketversions") {
			does := "denies a listing by"
			if t.negated {
				does = "allows every listing but those by"
			}
			c.report(S3PrefixNegated, t.Key.Span, t.Key.Text, fmt.Sprintf("%s %s %q, though a shorter prefix lists the same objects", does, t.Key.Text, t.Values[prefix].Text), nil)
			return
		}
	}
}

// attributes finds attributes of DynamoDB that are listed without dynamodb:Select
// (Amazon DynamoDB: Allows access to specific attributes).
func (c *check) attributes(s *Statement) {
	for i := range c.tests {
		t := &c.tests[i]
		if t.key != "dynamodb:attributes" || t.name.Qualifier != "ForAllValues" || !t.selects() || c.testsSome("dynamodb:select") || c.requires(t.key) {
			continue
		}
		for _, action := range []string{"dynamodb:query", "dynamodb:scan", "dynamodb:getitem", "dynamodb:batchgetitem"} {
			if s.actionMatches(action) {
				c.report(DynamoDBSelectMissing, t.Key.Span, t.Key.Text, fmt.Sprintf("limits %s without dynamodb:Select", t.Key.Text),
					c.addCondition(t, "StringEqualsIfExists", `"dynamodb:Select": "SPECIFIC_ATTRIBUTES"`))
				return
			}
		}
	}
}

// keyNames lists the keys of conditions.
func keyNames(tests []*test) string {
	var names []string
	for _, t := range tests {
		if !slices.Contains(names, t.Key.Text) {
			names = append(names, t.Key.Text)
		}
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
