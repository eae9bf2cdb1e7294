package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/catalog"
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
		op := lookUp(operators, name.Base)
		c.tests = append(c.tests, test{cond, name, op.operator, op.negated, c.lower(cond.Key.Text)})
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

// arnsAsStrings finds ARNs under StringLike whose wildcards can run over the
// colons of an ARN.
func (c *check) arnsAsStrings(s *Statement) {
	for i := range c.tests {
		t := &c.tests[i]
		if t.operator != stringLike || !c.holdsARN(t) {
			continue
		}
		for _, v := range t.Values {
			if !crossesFields(v.Text) {
				continue
			}
			base := "ArnLike"
			if t.negated {
				base = "ArnNotLike"
			}
			// The ARN operator fits fewer ARNs.
			safe := s.Allows() != t.negated
			fix := c.renameOperator(t, t.Operator[:len(t.Operator)-len(t.name.Base+ifExists(t))]+base+ifExists(t), safe, func(t *test) bool {
				return c.holdsARN(t) && allARNs(t.Values)
			})
			c.report(ARNAsString, v.Span, t.Key.Text, fmt.Sprintf("compares the ARN in %s with %q under %s, whose wildcards run over the colons", t.Key.Text, v.Text, t.Operator), fix)
			return
		}
	}
}

func ifExists(t *test) string {
	if t.name.IfExists {
		return "IfExists"
	}
	return ""
}

func (c *check) holdsARN(t *test) bool {
	facts := c.key(t.Key.Text)
	return facts.known && facts.key.Type.Element() == catalog.ARN
}

// crossesFields says whether a pattern of an ARN has a star before its last
// field. Nothing but the root user of an account ends in ":root".
func crossesFields(pattern string) bool {
	parts, n := splitARN(pattern)
	return n == 6 && parts[5] != "root" && strings.Contains(strings.Join(parts[:5], ":"), "*")
}

func allARNs(values []Value) bool {
	for _, v := range values {
		if _, n := splitARN(v.Text); n < 6 {
			return false
		}
	}
	return true
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

// tagsUnsupported finds tests of tags for services none of whose requests
// carry tags: what they allow or deny is nothing.
func (c *check) tagsUnsupported(s *Statement, kind ProblemKind) {
	if c.kind == TrustPolicy {
		return
	}
	for i := range c.tests {
		t := &c.tests[i]
		if !strings.HasPrefix(t.key, "aws:resourcetag/") && !strings.HasPrefix(t.key, "aws:requesttag/") && t.key != "aws:tagkeys" || t.withoutKey() {
			continue
		}
		if s.NotAction.Present() {
			verb := "allows every action but some"
			if kind == TagUnsupportedDeny {
				verb = "denies every action but some"
			}
			c.report(kind, t.Key.Span, t.Key.Text, fmt.Sprintf("%s by %s, which many services never send", verb, t.Key.Text), nil)
			return
		}
		if never := c.neverTagged(s, t.Key.Text); len(never) > 0 {
			verb := "allows"
			if kind == TagUnsupportedDeny {
				verb = "denies"
			}
			c.report(kind, t.Key.Span, t.Key.Text, fmt.Sprintf("%s actions of %s by %s, which requests to them never carry", verb, quoted(never), t.Key.Text), nil)
			return
		}
	}
}

// neverTagged lists services of the statement's actions none of whose actions
// have the key.
func (c *check) neverTagged(s *Statement, key string) []string {
	var never []string
	for _, v := range s.Action.Values {
		f := c.action(v.Text)
		if f.service == nil || f.wrong != 0 || len(never) > 0 && never[len(never)-1] == f.service.Prefix || sparseKeys[f.service.Prefix] || f.service.Prefix == "tag" {
			continue
		}
		if !c.serviceSends(f.service, key) && !slices.Contains(never, f.service.Prefix) {
			never = append(never, f.service.Prefix)
		}
	}
	return never
}

// serviceSends says whether requests for some action of a service carry a tag key.
func (v *Validator) serviceSends(s *catalog.Service, key string) bool {
	kind, _, _ := strings.Cut(v.lower(key), "/")
	at := [2]string{s.Prefix, kind}
	sends, known := v.tags[at]
	if !known {
		for i := range s.Actions() {
			if sends = s.Actions()[i].SupportsKey(key); sends {
				break
			}
		}
		v.tags[at] = sends
	}
	return sends
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

// renameOperator is the fix that writes another operator, nil where the
// statement has that operator already or it does not fit some key under it.
func (c *check) renameOperator(t *test, name string, safe bool, fits func(*test) bool) *Fix {
	for i := range c.statement.Conditions {
		if strings.EqualFold(c.statement.Conditions[i].Operator, name) {
			return nil
		}
	}
	for i := range c.tests {
		if other := &c.tests[i]; other.OperatorAt == t.OperatorAt && !fits(other) {
			return nil
		}
	}
	return replace(t.OperatorAt, `"`+name+`"`, "write "+name, safe)
}

// addCondition is the fix that adds a key with its value, given as a member of
// JSON, to the statement that holds a condition.
func (c *check) addCondition(t *test, operator, member string) *Fix {
	message := "add " + operator + " of " + member
	for i := range c.statement.Conditions {
		if cond := &c.statement.Conditions[i]; strings.EqualFold(cond.Operator, operator) {
			return c.insert(cond.Key, member, message)
		}
	}
	return c.insert(Value{t.Operator, t.OperatorAt}, `"`+operator+`": {`+member+`}`, message)
}

// insert is the fix that puts a member before the one whose key is given, on a
// line of its own if that one stands so. It takes something away from those
// who have it, so it is for somebody to decide.
func (c *check) insert(before Value, member, message string) *Fix {
	if strings.ContainsAny(before.Text, "\"\\") {
		return nil
	}
	blank := " "
	if !c.document.Embedded {
		text := string(c.document.text[:before.Span.Start])
		indent := text[strings.LastIndexByte(text, '\n')+1:]
		if len(indent) < len(text) && strings.Trim(indent, " \t") == "" {
			blank = "\n" + indent
		}
	}
	return replace(before.Span, member+","+blank+`"`+before.Text+`"`, message, false)
}
