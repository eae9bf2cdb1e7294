package policy

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/internal/spelling"
)

// keyFacts are what the catalogue says of a condition key.
type keyFacts struct {
	key   catalog.Key
	known bool
}

func (v *Validator) key(name string) keyFacts {
	facts, ok := v.keys[name]
	if !ok {
		facts.key, facts.known = v.facts.Key(name)
		v.keys[name] = facts
	}
	return facts
}

// condition checks one key under one operator.
func (c *check) condition(s *Statement, cond *Condition) {
	name := ParseOperator(cond.Operator)
	if !name.Known {
		c.unknownOperator(cond, name)
		return
	}
	for _, v := range cond.Values {
		if strings.Contains(v.Text, "${") {
			c.variables(v, expandsVariables(name.operator), "a value of "+cond.Operator)
		}
	}
	if name.operator == null && name.Qualifier != "" {
		c.report(NullMisused, cond.OperatorAt, cond.Operator, fmt.Sprintf("has the operator %q; Null asks whether the key is there, whatever %s says", cond.Operator, name.Qualifier), nil)
	}
	c.values(cond, name.operator)
	facts := c.conditionKey(cond)
	if facts.known {
		c.operatorFits(cond, name, name.operator, facts.key)
		c.supported(s, cond, name, facts.key)
	}
	c.outcome(cond, name, name.operator, name.negated)
	c.knownValues(cond, name.operator)
}

// expandsVariables says whether an operator expands policy variables.
func expandsVariables(o operator) bool {
	switch o {
	case stringEquals, stringEqualsIgnoreCase, stringLike, arnLike, boolean:
		return true
	}
	return false
}

func (c *check) unknownOperator(cond *Condition, name OperatorName) {
	if strings.EqualFold(name.Base, "Null") {
		c.report(NullMisused, cond.OperatorAt, cond.Operator, fmt.Sprintf("has the operator %q; Null itself says what holds without the key", cond.Operator), nil)
		return
	}
	detail := fmt.Sprintf("has the condition operator %q, which does not exist", cond.Operator)
	var fix *Fix
	if near := spelling.Nearest(name.Base, slices.Values(Operators())); near != "" {
		if name.Qualifier != "" {
			near = name.Qualifier + ":" + near
		}
		if name.IfExists && !strings.HasSuffix(near, "Null") {
			near += "IfExists"
		}
		detail += fmt.Sprintf(" (did you mean %q?)", near)
		fix = replace(cond.OperatorAt, strconv.Quote(near), "write "+near, false)
	}
	c.report(OperatorUnknown, cond.OperatorAt, cond.Operator, detail, fix)
}

// conditionKey checks the name of a key.
func (c *check) conditionKey(cond *Condition) keyFacts {
	key := cond.Key.Text
	prefix, rest, colon := strings.Cut(key, ":")
	switch lower := c.lower(strings.TrimSuffix(key, "/")); {
	case !colon || prefix == "" || rest == "":
		c.report(KeyUnknown, cond.Key.Span, key, fmt.Sprintf("tests the key %q, which has not the form service:key", key), nil)
		return keyFacts{}
	case lower == "aws:requesttag" || lower == "aws:resourcetag" || lower == "aws:principaltag" || strings.HasSuffix(lower, ":resourcetag") || strings.HasSuffix(key, "/${TagKey}") || strings.HasSuffix(key, "/tag-key"):
		c.report(TagKeyMissing, cond.Key.Span, key, fmt.Sprintf("tests the key %q without saying which tag", key), nil)
		return keyFacts{}
	case lower == "aws:arn":
		c.report(KeyDeprecated, cond.Key.Span, key, fmt.Sprintf("tests the retired key %q, whose successor is aws:PrincipalArn, or aws:SourceArn for the resource behind a call of a service", key),
			replace(cond.Key.Span, `"aws:PrincipalArn"`, "write aws:PrincipalArn", false))
		return keyFacts{}
	}
	facts := c.key(key)
	if facts.known || ofProvider(key) || c.withdrawnService(prefix) {
		return facts
	}
	detail := fmt.Sprintf("tests the key %q, which does not exist", key)
	var fix *Fix
	if near := c.nearestKey(key); near != "" && !strings.Contains(near, "${") {
		detail += fmt.Sprintf(" (did you mean %q?)", near)
		fix = replace(cond.Key.Span, strconv.Quote(near), "write "+near, false)
	}
	c.report(KeyUnknown, cond.Key.Span, key, detail, fix)
	return keyFacts{}
}

// withdrawnService says whether AWS once had a service that it knows no more.
func (c *check) withdrawnService(prefix string) bool {
	return !strings.EqualFold(prefix, "aws") && c.facts.Service(prefix) == nil && c.facts.WithdrawnService(prefix)
}

// operatorFits checks that the operator fits the type of the key.
func (c *check) operatorFits(cond *Condition, name OperatorName, op operator, key catalog.Key) {
	if op == null {
		return
	}
	if key.Type.Multivalued() && name.Qualifier == "" {
		c.report(QualifierMissing, cond.OperatorAt, cond.Operator, fmt.Sprintf("tests %s, which holds a list, with %s instead of ForAnyValue or ForAllValues", cond.Key.Text, cond.Operator), nil)
	}
	fits := true
	switch key.Type.Element() {
	case catalog.Bool:
		fits = op == boolean
	case catalog.Numeric:
		fits = op >= numericEquals && op <= numericGreaterThanEquals
	case catalog.Date:
		fits = op >= dateEquals && op <= dateGreaterThanEquals || op >= numericEquals && op <= numericGreaterThanEquals
	case catalog.IPAddress:
		fits = op == ipAddress
	case catalog.String, catalog.ARN:
		fits = op >= stringEquals && op <= stringLike || op == arnLike || op == binaryEquals
	}
	if !fits {
		c.report(OperatorType, cond.OperatorAt, cond.Operator, fmt.Sprintf("tests %s, which is of the type %s, with %s", cond.Key.Text, key.Type.Element(), cond.Operator), nil)
	}
}

// values checks that the values parse for the operator.
func (c *check) values(cond *Condition, op operator) {
	wrong := func(v Value, expected string) {
		c.report(ValueType, v.Span, cond.Key.Text, fmt.Sprintf("compares %s with %q, which is not %s", cond.Key.Text, v.Text, expected), nil)
	}
	var both [2]bool
	for _, v := range cond.Values {
		if strings.Contains(v.Text, "${") {
			continue
		}
		switch {
		case op == boolean || op == null:
			b, ok := parseBool(v.Text)
			if !ok {
				wrong(v, "true or false")
			} else if both[truthIndex(b)] = true; both[0] && both[1] {
				c.report(ValueType, v.Span, cond.Key.Text, fmt.Sprintf("compares %s with both true and false, which every value meets", cond.Key.Text), nil)
			}
		case op >= numericEquals && op <= numericGreaterThanEquals:
			if _, ok := parseDecimal(v.Text); !ok {
				wrong(v, "a number")
			}
		case op >= dateEquals && op <= dateGreaterThanEquals:
			if _, ok := parseInstant(v.Text); !ok {
				wrong(v, "a date in ISO 8601 or seconds of the epoch")
			}
		case op == ipAddress:
			c.network(cond, v)
		case op == binaryEquals:
			if !base64Text.MatchString(v.Text) {
				wrong(v, "base64")
			}
		case op == arnLike:
			if _, n := splitARN(v.Text); n < 6 && !onlyStars(v.Text) {
				wrong(v, "an ARN with six fields")
			}
		}
	}
}

func truthIndex(b bool) int {
	if b {
		return 1
	}
	return 0
}

var base64Text = regexp.MustCompile(`^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$`)

// privateNetworks are ranges that no caller on the Internet has (RFC 1918,
// RFC 4193, loopback and link-local addresses).
var privateNetworks = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("fc00::/7"), netip.MustParsePrefix("::1/128"),
}

func (c *check) network(cond *Condition, v Value) {
	network, ok := parseNetwork(v.Text)
	if !ok {
		c.report(ValueType, v.Span, cond.Key.Text, fmt.Sprintf("compares %s with %q, which is no address range such as 203.0.113.0/24", cond.Key.Text, v.Text), nil)
		return
	}
	if whole, err := netip.ParsePrefix(v.Text); err == nil && whole != whole.Masked() {
		c.report(IPRangeBits, v.Span, cond.Key.Text, fmt.Sprintf("has the range %q with bits beyond its mask, which means %s", v.Text, whole.Masked()),
			replace(v.Span, strconv.Quote(whole.Masked().String()), "write "+whole.Masked().String(), true))
	}
	if !strings.EqualFold(cond.Key.Text, "aws:SourceIp") {
		return
	}
	for _, private := range privateNetworks {
		if private.Overlaps(network) && private.Bits() <= network.Bits() {
			c.report(SourceIPPrivate, v.Span, cond.Key.Text, fmt.Sprintf("compares aws:SourceIp with the private range %q, from which no call comes that has this key", v.Text), nil)
			if len(cond.Values) > 1 {
				c.so("that value is met by nobody")
			}
			return
		}
	}
}

// outcome finds conditions whose result is fixed, or that say something simple
// in a hard way.
func (c *check) outcome(cond *Condition, name OperatorName, op operator, negated bool) {
	if len(cond.Values) == 0 {
		return
	}
	all := false
	for _, v := range cond.Values {
		all = all || onlyStars(v.Text) && (op == stringLike || op == arnLike)
	}
	switch {
	case all && negated && (name.Qualifier == "ForAnyValue" || name.Qualifier == "" && c.alwaysThere(cond) && !name.IfExists):
		c.report(ConditionNeverTrue, cond.Span, cond.Key.Text, fmt.Sprintf(`asks %s to be unlike "*", which no value is`, cond.Key.Text), nil)
	case cond.alwaysHolds() && !strings.EqualFold(cond.Key.Text, "aws:SecureTransport"):
		c.report(ConditionAlwaysTrue, cond.Span, cond.Key.Text, fmt.Sprintf("tests %s with a condition that every request meets", cond.Key.Text), nil)
	case all && name.Qualifier == "" && !name.IfExists && len(cond.Values) == 1:
		want, says := "false", "is there"
		if negated {
			want, says = "true", "is not there"
		}
		c.report(NullClearer, cond.Span, cond.Key.Text, fmt.Sprintf(`asks whether %s %s by %s "*"; Null with %q says it plainly`, cond.Key.Text, says, cond.Operator, want), nil)
	}
	if op == stringEquals || op == stringEqualsIgnoreCase {
		for _, v := range cond.Values {
			if t := newTemplate(v.Text, true, true); t.pieces == nil && t.kind != globLiteral {
				c.wildcardLiteral(cond, name, v, op, negated)
				break
			}
		}
	}
	if len(cond.Values) > 1 && op >= numericEquals && op <= numericGreaterThanEquals && op != numericEquals && name.Qualifier == "" {
		c.report(ValueRedundant, cond.Span, cond.Key.Text, fmt.Sprintf("gives %s several bounds, of which only the widest counts", cond.Key.Text), nil)
	}
}

// alwaysThere says whether every request has the key.
func (c *check) alwaysThere(cond *Condition) bool { return lookUp(requestKeys, cond.Key.Text) }

func (c *check) wildcardLiteral(cond *Condition, name OperatorName, v Value, op operator, negated bool) {
	like := "StringLike"
	if negated {
		like = "StringNotLike"
	}
	if name.Qualifier != "" {
		like = name.Qualifier + ":" + like
	}
	if name.IfExists {
		like += "IfExists"
	}
	var fix *Fix
	if op == stringEquals && c.aloneUnder(cond) {
		fix = replace(cond.OperatorAt, strconv.Quote(like), "use "+like, false)
	}
	c.report(WildcardLiteral, v.Span, cond.Key.Text, fmt.Sprintf("compares %s with %q under %s, which takes the wildcard for a letter", cond.Key.Text, v.Text, cond.Operator), fix)
}

// aloneUnder says whether a condition is the only one under its operator, and
// the document has no other block of that name to clash with.
func (c *check) aloneUnder(cond *Condition) bool {
	n := 0
	for i := range c.statement.Conditions {
		if c.statement.Conditions[i].OperatorAt == cond.OperatorAt {
			n++
		}
	}
	return n == 1
}

var (
	vpcID      = regexp.MustCompile(`^vpc-([0-9a-f]{8}|[0-9a-f]{17})$`)
	endpointID = regexp.MustCompile(`^vpce-([0-9a-f]{8}|[0-9a-f]{17})$`)
	kmsKeyARN  = regexp.MustCompile(`^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9a-zA-Z-]+$`)
)

// knownValues checks values of keys whose form is known.
func (c *check) knownValues(cond *Condition, op operator) {
	if op == null {
		return
	}
	key := c.lower(cond.Key.Text)
	for _, v := range cond.Values {
		if strings.ContainsAny(v.Text, "*?$") {
			continue
		}
		switch key {
		case "aws:sourcevpc":
			if !vpcID.MatchString(v.Text) {
				c.report(VPCInvalid, v.Span, cond.Key.Text, fmt.Sprintf("compares aws:SourceVpc with %q, which is no id of a VPC", v.Text), nil)
			}
		case "aws:sourcevpce":
			if !endpointID.MatchString(v.Text) {
				c.report(VPCInvalid, v.Span, cond.Key.Text, fmt.Sprintf("compares aws:SourceVpce with %q, which is no id of a VPC endpoint", v.Text), nil)
			}
		case "aws:requestedregion", "ec2:region":
			if catalog.IsRegion(v.Text) || v.Text == "aws-global" || v.Text == "global" {
				continue
			}
			detail := fmt.Sprintf("compares %s with %q, a region that does not exist", cond.Key.Text, v.Text)
			var fix *Fix
			if near := catalog.NearestRegion(v.Text); near != "" {
				detail += fmt.Sprintf(" (did you mean %q?)", near)
				fix = replace(v.Span, strconv.Quote(near), "write "+near, false)
			}
			c.report(RegionInvalid, v.Span, cond.Key.Text, detail, fix)
		case "s3:x-amz-server-side-encryption-aws-kms-key-id":
			if !kmsKeyARN.MatchString(v.Text) && op != null {
				c.report(KMSKeyInvalid, v.Span, cond.Key.Text, fmt.Sprintf("compares %s with %q, though requests carry the ARN of a key", cond.Key.Text, v.Text), nil)
			}
		}
	}
}

// conditionsTogether checks what several keys of a statement do together.
func (c *check) conditionsTogether(s *Statement) {
	for i := range s.Conditions {
		for k := range i {
			a, b := &s.Conditions[k], &s.Conditions[i]
			if a.OperatorAt == b.OperatorAt && strings.EqualFold(a.Key.Text, b.Key.Text) && a.Key.Text != b.Key.Text {
				c.report(KeyDuplicate, b.Key.Span, b.Key.Text, fmt.Sprintf("tests %q and %q under one operator, which are the same key", a.Key.Text, b.Key.Text), nil)
			}
		}
	}
	if c.kind == ResourcePolicy {
		c.servicePrincipalKeys(s)
	}
}

// servicePrincipalKeys finds keys that calls of AWS services do not carry:
// those about the principal's organization, account, ARN and tags.
func (c *check) servicePrincipalKeys(s *Statement) {
	if !s.Allows() || len(s.Principal.Entries) == 0 {
		return
	}
	for _, p := range s.Principal.Entries {
		if p.Type != "Service" {
			return
		}
	}
	for i := range s.Conditions {
		cond := &s.Conditions[i]
		name := ParseOperator(cond.Operator)
		key := c.lower(cond.Key.Text)
		principal := key == "aws:principalorgid" || key == "aws:principalorgpaths" || key == "aws:principalaccount" || key == "aws:principalarn" || key == "aws:principaltype" || strings.HasPrefix(key, "aws:principaltag/")
		if principal && name.Known && !name.IfExists && !name.negated && name.Qualifier != "ForAllValues" && name.operator != null {
			c.report(ServicePrincipalKey, cond.Key.Span, cond.Key.Text, fmt.Sprintf("lets a service in only with %s, which calls of services do not carry", cond.Key.Text), nil)
		}
	}
}
