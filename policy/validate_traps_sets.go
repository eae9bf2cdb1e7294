package policy

import (
	"fmt"
	"strings"
)

// singleValueSets finds ForAllValues over keys that hold one value: a request
// without the key meets it (IAM JSON policy elements: Condition operators; set
// operators).
func (c *check) singleValueSets(s *Statement) {
	var found []*test
	for i := range c.tests {
		t := &c.tests[i]
		if t.name.Qualifier == "ForAllValues" && t.selects() && c.singleValued(t) && c.mayLack(s, t.key) && !c.requires(t.key) {
			found = append(found, t)
		}
	}
	if len(found) == 0 {
		return
	}
	first := found[0]
	c.report(SingleValueSet, first.OperatorAt, first.Key.Text,
		fmt.Sprintf("tests %s, which holds one value, with %s, which a request without the key meets", keyNames(found), first.Operator),
		c.renameOperator(first, strings.TrimPrefix(first.Operator[len("ForAllValues"):], ":"), false, func(t *test) bool { return c.singleValued(t) }))
}

func (c *check) singleValued(t *test) bool {
	if ofProvider(t.Key.Text) {
		return strings.HasSuffix(t.key, ":sub") || strings.HasSuffix(t.key, ":aud")
	}
	facts := c.key(t.Key.Text)
	return facts.known && !facts.key.Type.Multivalued()
}

// opens says of keys that hold a list what a request without any is.
var opens = map[string]string{
	"aws:calledvia":                 "a call that no service makes",
	"aws:principalorgpaths":         "a caller outside every organization",
	"aws:principalservicenameslist": "a caller that is no service",
	"aws:resourceorgpaths":          "a resource outside every organization",
	"aws:sourceorgpaths":            "a call that no resource of an organization causes",
	"aws:vpceorgpaths":              "a call through no VPC endpoint",
	"kms:encryptioncontextkeys":     "a call without encryption context",
	"kms:resourcealiases":           "a key without aliases",
	"dynamodb:leadingkeys":          "a Scan, which reads all items,",
}

// absentSets finds ForAllValues over keys that hold a list, where the list can
// be empty and then more is allowed than the values say.
func (c *check) absentSets(s *Statement) {
	for i := range c.tests {
		t := &c.tests[i]
		what := opens[t.key]
		if what == "" || t.name.Qualifier != "ForAllValues" || !t.selects() || c.requires(t.key) {
			continue
		}
		if t.key == "dynamodb:leadingkeys" && !s.actionMatches("dynamodb:scan") {
			continue // every other request has them
		}
		if t.key == "kms:encryptioncontextkeys" && c.requires("kms:viaservice") {
			continue // services send a context
		}
		c.report(ForAllValuesNull, t.Key.Span, t.Key.Text, fmt.Sprintf("tests %s with %s, which %s meets without the key", t.Key.Text, t.Operator, what),
			c.addCondition(t, "Null", `"`+t.Key.Text+`": "false"`))
		return
	}
}

// network are keys of which a request has some or others, by the way it takes.
var network = []string{"aws:sourceip", "aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce", "aws:vpcsourceip", "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths"}

// optional finds IfExists on keys that a caller can do without.
func (c *check) optional(s *Statement) {
	for i := range c.tests {
		t := &c.tests[i]
		if !t.name.IfExists || !t.selects() || c.requires(t.key) {
			continue
		}
		if what := c.escape(s, t); what != "" {
			c.report(IfExistsAllow, t.OperatorAt, t.Key.Text, fmt.Sprintf("tests %s with %s, which %s meets without the key", t.Key.Text, t.Operator, what), nil)
			return
		}
	}
}

// escape says how a caller comes without the key of a condition, "" if in no
// way that widens the statement.
func (c *check) escape(s *Statement, t *test) string {
	switch {
	case t.key == "aws:sourceip":
		if c.testsSome(network[1:]...) {
			return "" // address or VPC, one of which a request has
		}
		return "a call through any VPC endpoint"
	case t.among(network[1:]...):
		if c.testsSome("aws:sourceip") {
			return ""
		}
		return "a call over the Internet"
	case t.among("aws:calledvia", "aws:calledviafirst", "aws:calledvialast"):
		return "a call that no service makes"
	case t.key == "sts:externalid" && c.kind == TrustPolicy:
		return "a caller that gives no external id"
	case c.kind != ResourcePolicy && c.kind != TrustPolicy || !s.everyone():
		return ""
	case t.among("aws:principalorgid", "aws:principalorgpaths"):
		return "a caller outside every organization"
	case t.among("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"):
		return "a direct call"
	case t.among("aws:principalarn", "aws:principalaccount", "aws:principaltype", "aws:userid") && c.kind == ResourcePolicy:
		return "a caller without credentials"
	}
	return ""
}
