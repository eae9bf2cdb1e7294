package policy

import (
	"encoding/base64"
	"net/netip"
	"strings"
)

// A condition is one key under one operator, prepared for decisions.
type condition struct {
	source    *Condition
	key       string // in lower case
	operator  operator
	negated   bool
	optional  bool // IfExists
	quantity  quantifier
	broken    bool // a value of the policy does not parse for the operator
	templates []template
	arns      [][6]template
	decimals  []decimal
	instants  []instant
	networks  []netip.Prefix
	bools     []bool
	binaries  []string
}

func compileCondition(c *Condition, variables bool) condition {
	name := ParseOperator(c.Operator)
	compiled := condition{source: c, key: strings.ToLower(c.Key.Text), optional: name.IfExists}
	switch name.Qualifier {
	case "ForAllValues":
		compiled.quantity = forAllValues
	case "ForAnyValue":
		compiled.quantity = forAnyValue
	}
	if !name.Known {
		return compiled
	}
	compiled.operator, compiled.negated = name.operator, name.negated
	for _, v := range c.Values {
		compiled.add(v.Text, variables)
	}
	return compiled
}

// add reads a value of the policy for the operator.
func (c *condition) add(text string, variables bool) {
	ok := true
	switch c.operator {
	case stringEquals, stringLike:
		c.templates = append(c.templates, newTemplate(text, c.operator == stringLike, variables))
	case stringEqualsIgnoreCase:
		c.templates = append(c.templates, newTemplate(foldString(text), false, variables))
	case arnLike:
		var parts [6]string
		var n int
		parts, n = splitARN(text)
		if onlyStars(text) {
			parts, n = [6]string{"*", "*", "*", "*", "*", "*"}, 6
		}
		if ok = n == 6; ok {
			var arn [6]template
			for i, part := range parts {
				arn[i] = newTemplate(part, true, variables)
			}
			c.arns = append(c.arns, arn)
		}
	case numericEquals, numericLessThan, numericLessThanEquals, numericGreaterThan, numericGreaterThanEquals:
		var d decimal
		if d, ok = parseDecimal(text); ok {
			c.decimals = append(c.decimals, d)
		}
	case dateEquals, dateLessThan, dateLessThanEquals, dateGreaterThan, dateGreaterThanEquals:
		var at instant
		if at, ok = parseInstant(text); ok {
			c.instants = append(c.instants, at)
		}
	case ipAddress:
		var network netip.Prefix
		if network, ok = parseNetwork(text); ok {
			c.networks = append(c.networks, network)
		}
	case boolean, null:
		var b bool
		if b, ok = parseBool(text); ok {
			c.bools = append(c.bools, b)
		} else if c.operator == boolean && variables && strings.Contains(text, "${") {
			c.templates = append(c.templates, newTemplate(foldString(text), false, true))
			ok = true
		}
	case binaryEquals:
		var data []byte
		var err error
		data, err = base64.StdEncoding.DecodeString(text)
		if ok = err == nil; ok {
			c.binaries = append(c.binaries, string(data))
		}
	}
	c.broken = c.broken || !ok
}

// holds decides the condition for a request.
func (c *condition) holds(ctx *Context) Truth {
	if c.operator == unknownOperator {
		return False
	}
	key, known := ctx.lookup(c.key)
	if !known {
		return c.holdsForUnknown()
	}
	if c.operator == null {
		for _, absent := range c.bools {
			if absent == (key == nil) {
				return True
			}
		}
		return False
	}
	if key == nil {
		return c.holdsForMissing()
	}
	switch c.quantity {
	case forAllValues:
		all, nothing := True, true
		for _, v := range key.values {
			if v != "" {
				nothing = false
			}
			all = all.And(c.test(ctx, v))
		}
		if nothing {
			return True
		}
		return all
	case forAnyValue:
		anyone := False
		for _, v := range key.values {
			anyone = anyone.Or(c.test(ctx, v))
		}
		return anyone
	}
	if key.multi {
		return False // such a key needs a set operator, negated or not
	}
	return c.test(ctx, key.values[0])
}

// holdsForMissing decides the condition for a request without the key.
func (c *condition) holdsForMissing() Truth {
	switch {
	case c.optional || c.quantity == forAllValues:
		return True
	case c.quantity == forAnyValue:
		return False
	}
	return truth(c.negated)
}

// holdsForUnknown decides the condition where nobody told the key: sometimes
// the answer does not depend on it.
func (c *condition) holdsForUnknown() Truth {
	if c.operator == null {
		absent, present := false, false
		for _, b := range c.bools {
			absent, present = absent || b, present || !b
		}
		switch {
		case absent && present:
			return True
		case !absent && !present:
			return False
		}
		return Unknown
	}
	if c.broken && c.valueless() && c.holdsForMissing() == False {
		return False
	}
	return Unknown
}

// valueless says whether no value of the policy can be met.
func (c *condition) valueless() bool {
	return len(c.templates)+len(c.arns)+len(c.decimals)+len(c.instants)+len(c.networks)+len(c.bools)+len(c.binaries) == 0
}

// test decides the condition for one value of the request: whether it meets
// one of the policy's values or, negated, none. A value that does not parse
// for the operator, of the policy or the request, makes it false in both
// forms.
func (c *condition) test(ctx *Context, value string) Truth {
	if c.broken && (c.negated || c.valueless()) {
		return False
	}
	met, valid := c.meets(ctx, value)
	switch {
	case !valid:
		return False
	case c.negated:
		return met.Not()
	}
	return met
}

// meets says whether a value of the request meets one of the policy's values;
// valid is false when the value does not parse.
func (c *condition) meets(ctx *Context, value string) (met Truth, valid bool) {
	switch c.operator {
	case stringEquals, stringLike:
		for i := range c.templates {
			met = met.Or(c.templates[i].matches(ctx, value))
		}
		return met, true
	case stringEqualsIgnoreCase:
		return c.meetsFolded(ctx, value), true
	case arnLike:
		return c.meetsARN(ctx, value)
	case ipAddress:
		address, err := netip.ParseAddr(value)
		if err != nil {
			return False, false
		}
		for _, network := range c.networks {
			met = met.Or(truth(network.Contains(address)))
		}
		return met, true
	case boolean:
		b, ok := parseBool(value)
		if !ok {
			return False, false
		}
		for _, want := range c.bools {
			met = met.Or(truth(want == b))
		}
		if len(c.templates) > 0 {
			met = met.Or(c.meetsFolded(ctx, value))
		}
		return met, true
	case binaryEquals:
		data, err := base64.StdEncoding.DecodeString(value)
		if err != nil {
			return False, false
		}
		for _, want := range c.binaries {
			met = met.Or(truth(want == string(data)))
		}
		return met, true
	case dateEquals, dateLessThan, dateLessThanEquals, dateGreaterThan, dateGreaterThanEquals:
		at, ok := parseInstant(value)
		if !ok {
			return False, false
		}
		for _, want := range c.instants {
			met = met.Or(truth(c.orders(at.compare(want))))
		}
		return met, true
	}
	d, ok := parseDecimal(value)
	if !ok {
		return False, false
	}
	for _, want := range c.decimals {
		met = met.Or(truth(c.orders(d.compare(want))))
	}
	return met, true
}

// orders says whether the operator wants this order of the request's value
// and the policy's.
func (c *condition) orders(order int) bool {
	switch c.operator {
	case numericLessThan, dateLessThan:
		return order < 0
	case numericLessThanEquals, dateLessThanEquals:
		return order <= 0
	case numericGreaterThan, dateGreaterThan:
		return order > 0
	case numericGreaterThanEquals, dateGreaterThanEquals:
		return order >= 0
	}
	return order == 0
}

func (c *condition) meetsFolded(ctx *Context, value string) (met Truth) {
	folded := foldString(value)
	for i := range c.templates {
		t := &c.templates[i]
		if t.pieces == nil {
			met = met.Or(truth(t.text == folded))
			continue
		}
		var buffer [128]byte
		text, known := t.expand(ctx, buffer[:0])
		switch {
		case !known:
			met = met.Or(Unknown)
		case text != nil:
			met = met.Or(truth(foldString(string(text)) == folded))
		}
	}
	return met
}

func (c *condition) meetsARN(ctx *Context, value string) (met Truth, valid bool) {
	parts, n := splitRequestARN(value)
	if n < 6 {
		return False, false
	}
	for i := range c.arns {
		all := True
		for k := range parts {
			if all = all.And(c.arns[i][k].matches(ctx, parts[k])); all == False {
				break
			}
		}
		met = met.Or(all)
	}
	return met, true
}

// splitRequestARN cuts an ARN without variables at its first five colons.
func splitRequestARN(text string) (parts [6]string, n int) {
	for n < 5 {
		i := strings.IndexByte(text, ':')
		if i < 0 {
			break
		}
		parts[n] = text[:i]
		n++
		text = text[i+1:]
	}
	parts[n] = text
	return parts, n + 1
}

func parseBool(text string) (value, ok bool) {
	switch {
	case strings.EqualFold(text, "true"):
		return true, true
	case strings.EqualFold(text, "false"):
		return false, true
	}
	return false, false
}

// parseNetwork reads an address range; an address alone is a range of one.
func parseNetwork(text string) (netip.Prefix, bool) {
	if network, err := netip.ParsePrefix(text); err == nil {
		return network.Masked(), true
	}
	address, err := netip.ParseAddr(text)
	if err != nil || address.Zone() != "" {
		return netip.Prefix{}, false
	}
	return netip.PrefixFrom(address, address.BitLen()), true
}

// foldString is a text in which letters that differ in case alone are the same.
func foldString(text string) string { return strings.ToLower(strings.ToUpper(text)) }
