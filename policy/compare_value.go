package policy

import (
	"encoding/base64"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/internal/language"
)

// searchLimit is how many states a search for a text may look at.
const searchLimit = 5_000

// A requirement is a predicate that has to hold, or must not.
type requirement struct {
	predicate int
	holds     bool
}

// A keyDomain is what a condition key can be.
type keyDomain struct {
	name    string // in lower case
	typ     catalog.KeyType
	known   bool // its type
	present bool // in every request
	single  bool // has to have one value: a variable stands for it

	in     []language.Pattern // values are among these; nil for all
	out    []language.Pattern // and not among these
	banned []netip.Prefix
}

// A keyState is what a key is in a request: absent, a value, or several.
type keyState struct {
	values []string
	multi  bool
}

func (s keyState) absent() bool { return s.values == nil }

// context puts the key alone into a context, open where variables stand for other keys.
func (s keyState) context(name string) *Context {
	ctx := new(Context).Open()
	s.put(ctx, name)
	return ctx
}

func (s keyState) put(ctx *Context, name string) {
	switch {
	case s.absent():
		ctx.SetAbsent(name)
	case s.multi:
		ctx.SetList(name, s.values...)
	default:
		ctx.Set(name, s.values[0])
	}
}

// A keyTest is what one value has to be to a condition.
type keyTest struct {
	condition *condition
	holds     bool
}

// solveKey finds what a key can be for all requirements to be met. Symbols in
// values stand for variables. The answer None is certain.
func (s *solver) solveKey(d keyDomain, requirements []requirement) (keyState, language.Answer) {
	var tests []keyTest
	for _, r := range requirements {
		p := &s.predicates[r.predicate]
		if p.opaque {
			continue // whether it holds, a request will show
		}
		tests = append(tests, keyTest{p.condition, r.holds})
	}
	meets := func(state keyState) bool {
		ctx := state.context(d.name)
		for _, t := range tests {
			if t.condition.holds(ctx) != truth(t.holds) {
				return false
			}
		}
		return true
	}
	if !d.present && !d.single && meets(keyState{}) {
		return keyState{}, language.Found
	}
	answer := language.None
	if !d.known || !d.typ.Multivalued() {
		var one []keyTest
		possible := true
		for _, t := range tests {
			if t.condition.operator == null || t.condition.operator == unknownOperator {
				possible = possible && t.condition.holds(keyState{values: []string{"x"}}.context(d.name)) == truth(t.holds)
				continue
			}
			one = append(one, t)
		}
		if possible {
			value, found := s.findValue(d, one)
			if found == language.Found {
				return keyState{values: []string{value}}, found
			}
			answer = max(answer, found)
		}
		if empty := (keyState{values: []string{""}}); d.admitsEmpty() {
			if meets(empty) {
				return empty, language.Found
			}
			answer = max(answer, s.emptyVariable(one))
		}
	}
	if !d.single && (!d.known || d.typ.Multivalued()) {
		state, found := s.findList(d, tests)
		if found == language.Found {
			return state, found
		}
		answer = max(answer, found)
		if empty := (keyState{values: []string{""}, multi: true}); d.admitsEmpty() && meets(empty) {
			return empty, language.Found
		}
	}
	return keyState{}, answer
}

// emptyVariable is Unknown where the key can be empty because a variable is.
func (s *solver) emptyVariable(tests []keyTest) language.Answer {
	var variables []string
	for _, t := range tests {
		for i := range t.condition.templates {
			for _, p := range t.condition.templates[i].pieces {
				if p.variable != "" && !slices.Contains(variables, p.variable) {
					variables = append(variables, p.variable)
				}
			}
		}
	}
	if len(variables) > 8 {
		return language.Unknown
	}
	for empty := 1; empty < 1<<len(variables); empty++ {
		ctx := new(Context)
		for i, v := range variables {
			ctx.Set(v, map[bool]string{true: "", false: "x"}[empty>>i&1 == 1])
		}
		if slices.ContainsFunc(tests, func(t keyTest) bool { return t.condition.test(ctx, "") != truth(t.holds) }) {
			continue
		}
		for i, v := range variables {
			if empty>>i&1 == 1 {
				s.guessValue(v, "")
			}
		}
		return language.Unknown
	}
	return language.None
}

func (d *keyDomain) admitsEmpty() bool {
	return (!d.known || d.typ.Element() == catalog.String) && d.in == nil
}

// findList finds a list with a value that is not empty: what all values have to
// be, and what one has to be for each of the rest, is a question about single values.
func (s *solver) findList(d keyDomain, tests []keyTest) (keyState, language.Answer) {
	var all []keyTest
	var some []keyTest
	probe := keyState{values: []string{"x"}, multi: true}.context(d.name)
	for _, t := range tests {
		c := t.condition
		switch {
		case c.operator == null || c.operator == unknownOperator || c.quantity == noQuantifier:
			if c.holds(probe) != truth(t.holds) {
				return keyState{}, language.None
			}
		case c.quantity == forAllValues && t.holds, c.quantity == forAnyValue && !t.holds:
			all = append(all, t)
		default: // one value fails, or one passes
			some = append(some, keyTest{c, t.holds})
		}
	}
	state := keyState{multi: true}
	answer := language.Found
	for i := range len(some) + 1 {
		want := all
		if i > 0 {
			want = append(slices.Clone(all), some[i-1])
		}
		value, found := s.findValue(d, want)
		if found != language.Found && i > 0 && d.admitsEmpty() && valuesMeet("", want) {
			value, found = "", language.Found // beside the first one, which is not empty
		} else if found == language.None && i > 0 && d.admitsEmpty() {
			found = s.emptyVariable(want)
		}
		switch {
		case found == language.None:
			return keyState{}, found
		case found == language.Unknown:
			answer = found
		case !slices.Contains(state.values, value):
			state.values = append(state.values, value)
		}
	}
	return state, answer
}

func valuesMeet(value string, tests []keyTest) bool {
	ctx := new(Context).Open()
	for _, t := range tests {
		if t.condition.test(ctx, value) != truth(t.holds) {
			return false
		}
	}
	return true
}

// A family are operators that see values alike.
type family uint8

const (
	textFamily family = 1 << iota
	numberFamily
	dateFamily
	addressFamily
	boolFamily
	binaryFamily
)

func (c *condition) family() family {
	switch c.operator {
	case stringEquals, stringEqualsIgnoreCase, stringLike, arnLike:
		return textFamily
	case numericEquals, numericLessThan, numericLessThanEquals, numericGreaterThan, numericGreaterThanEquals:
		return numberFamily
	case dateEquals, dateLessThan, dateLessThanEquals, dateGreaterThan, dateGreaterThanEquals:
		return dateFamily
	case ipAddress:
		return addressFamily
	case boolean:
		return boolFamily
	}
	return binaryFamily
}

// findValue finds a value, not empty, that all tests take as they should.
func (s *solver) findValue(d keyDomain, tests []keyTest) (string, language.Answer) {
	var families family
	for _, t := range tests {
		families |= t.condition.family()
	}
	if families == 0 {
		families = familyOf(d)
	}
	flag := d.known && d.typ.Element() == catalog.Bool // has two values, whatever the operator
	if families == textFamily && !flag {
		return s.findText(d, tests)
	}
	exact := flag || families&(families-1) == 0
	for _, t := range tests {
		exact = exact && !(t.condition.operator == boolean && len(t.condition.templates) > 0) // a variable
	}
	candidates := []string{"true", "false"}
	if !flag {
		candidates = values(d, families, tests)
		if families&textFamily != 0 {
			value, found := s.findText(d, slices.DeleteFunc(slices.Clone(tests), func(t keyTest) bool { return t.condition.family() != textFamily }))
			if found == language.None {
				return "", found
			}
			candidates = append(candidates, value)
		}
	}
	for _, text := range candidates {
		if text != "" && !d.bans(text) && valuesMeet(text, tests) {
			return text, language.Found
		}
	}
	if exact && d.in == nil {
		return "", language.None
	}
	return "", language.Unknown
}

func (d *keyDomain) bans(text string) bool {
	address, err := netip.ParseAddr(text)
	return err == nil && slices.ContainsFunc(d.banned, func(p netip.Prefix) bool { return p.Contains(address) })
}

// familyOf are the operators that fit the type of a key.
func familyOf(d keyDomain) family {
	if !d.known {
		return textFamily
	}
	switch d.typ.Element() {
	case catalog.Bool:
		return boolFamily
	case catalog.Numeric:
		return numberFamily
	case catalog.Date:
		return dateFamily
	case catalog.IPAddress:
		return addressFamily
	}
	return textFamily
}

// values are candidates: at least one of each set of values that operators of
// the families, except texts, tell apart.
func values(d keyDomain, families family, tests []keyTest) []string {
	var list []string
	if families&boolFamily != 0 {
		list = append(list, "true", "false")
	}
	var points []decimal
	var instants []instant
	var networks []netip.Prefix
	for _, t := range tests {
		c := t.condition
		points = append(points, c.decimals...)
		instants = append(instants, c.instants...)
		networks = append(networks, c.networks...)
		for _, b := range c.binaries {
			list = append(list, base64.StdEncoding.EncodeToString([]byte(b)), base64.StdEncoding.EncodeToString([]byte(b+"x")))
		}
		if c.family() == textFamily { // beside others
			for _, v := range c.source.Values {
				list = append(list, v.Text)
			}
		}
	}
	if families&numberFamily != 0 {
		list = append(list, numbersAround(points)...)
	}
	if families&dateFamily != 0 {
		list = append(list, datesAround(instants)...)
	}
	if families&addressFamily != 0 {
		list = append(list, addressesAround(append(networks, d.banned...))...)
	}
	if families&binaryFamily != 0 {
		list = append(list, "eA==")
	}
	if !d.known || d.typ.Element() == catalog.String {
		list = append(list, "x!") // nothing that parses
	}
	return list
}

// numbersAround are the points, and a number between any two and beyond.
func numbersAround(points []decimal) []string {
	points = append(points, decimal{})
	digits := 0
	for _, p := range points {
		digits = max(digits, len(p.fraction))
	}
	var list, near []string
	for _, p := range points {
		list = append(list, p.String())
		if n, err := strconv.Atoi(p.String()); err == nil && n < 1<<30 && n > -1<<30 {
			list = append(list, strconv.Itoa(n+1), strconv.Itoa(n-1))
		}
		// A little farther from zero than the point, but not as far as another one.
		beyond := p
		beyond.fraction += strings.Repeat("0", digits-len(p.fraction)) + "1"
		for _, beyond.negative = range []bool{false, true} {
			if p.negative == beyond.negative || p.whole+p.fraction == "" {
				near = append(near, beyond.String())
			}
		}
	}
	return append(list, near...)
}

func (d decimal) String() string {
	text := "0"
	if d.whole != "" {
		text = d.whole
	}
	if d.fraction != "" {
		text += "." + d.fraction
	}
	if d.negative {
		text = "-" + text
	}
	return text
}

// datesAround are the instants, and one between any two and beyond.
func datesAround(instants []instant) []string {
	list := []string{"2026-01-01T00:00:00Z"}
	for _, i := range instants {
		at := time.Unix(i.seconds, int64(i.nanos)).UTC()
		for _, step := range []time.Duration{0, time.Second, -time.Second, 1, -1} {
			if near := at.Add(step); near.Year() >= 1 && near.Year() <= 9999 {
				list = append(list, near.Format(time.RFC3339Nano))
			} else {
				list = append(list, strconv.FormatInt(near.Unix(), 10))
			}
		}
	}
	return list
}

// addressesAround are the first address of each range, the one behind each, and
// others: the first ones of all pieces into which the ranges cut the addresses.
func addressesAround(ranges []netip.Prefix) []string {
	list := []string{"203.0.113.10", "198.51.100.10", "10.0.0.10", "2001:db8::10", "0.0.0.0", "::"}
	for _, r := range ranges {
		list = append(list, r.Addr().String())
		last := r.Addr().AsSlice()
		for bit := r.Bits(); bit < len(last)*8; bit++ {
			last[bit/8] |= 0x80 >> (bit % 8)
		}
		if end, ok := netip.AddrFromSlice(last); ok && end.Next().IsValid() {
			list = append(list, end.Next().String())
		}
	}
	return list
}

// arnShape fits what has the six parts of an ARN; notARNs fit what has fewer.
var arnShape, notARNs = func() (language.Pattern, []language.Pattern) {
	part := language.Pattern{language.Star(false)}
	var shorter []language.Pattern
	for len(shorter) < 5 {
		shorter = append(shorter, slices.Clone(part))
		part = append(part, language.Letter(':'), language.Star(false))
	}
	part[len(part)-1] = language.Star(true)
	return part, shorter
}()

// nonEmpty fits every text but the empty one.
var nonEmpty = language.Pattern{language.Some(true), language.Star(true)}

// findText finds a text where all operators take texts.
func (s *solver) findText(d keyDomain, tests []keyTest) (string, language.Answer) {
	q := language.Question{Limit: searchLimit, Out: slices.Clone(d.out), Digits: d.in != nil}
	if d.in != nil {
		q.In = append(q.In, d.in)
	}
	for _, t := range tests {
		c := t.condition
		if c.broken && (c.negated || c.valueless()) {
			if t.holds {
				return "", language.None
			}
			continue
		}
		patterns := s.patternsOf(c)
		fits := t.holds != c.negated
		switch {
		case c.operator == arnLike && c.negated && t.holds:
			q.In = append(q.In, []language.Pattern{arnShape})
			q.Out = append(q.Out, patterns...)
		case c.operator == arnLike && c.negated:
			q.In = append(q.In, append(slices.Clone(notARNs), patterns...))
		case fits:
			q.In = append(q.In, patterns)
		default:
			q.Out = append(q.Out, patterns...)
		}
	}
	q.In = append(q.In, []language.Pattern{nonEmpty})
	if d.known && d.typ.Element() == catalog.ARN {
		plain := q
		plain.In = append(slices.Clone(q.In), []language.Pattern{arnShape})
		if text, found := plain.Find(); found == language.Found {
			return string(text), found
		}
	}
	text, found := q.Find()
	if found == language.Unknown && len(s.variables) > 0 {
		if guess, ok := q.Relaxed(); ok == language.Found {
			s.guess(q.In, string(guess))
		}
	}
	return string(text), found
}

// patternsOf are the values of a condition as patterns.
func (s *solver) patternsOf(c *condition) []language.Pattern {
	nothing := new(Context).Open() // known variables are no variables any more
	patterns := []language.Pattern{}
	for i := range c.templates {
		if p, ok := s.tokens(language.Pattern{}, &c.templates[i], nothing, true, c.operator == stringEqualsIgnoreCase); ok {
			patterns = append(patterns, p)
		}
	}
	for i := range c.arns {
		p := language.Pattern{}
		for part := range c.arns[i] {
			if part > 0 {
				p = append(p, language.Letter(':'))
			}
			from := len(p)
			var ok bool
			if p, ok = s.tokens(p, &c.arns[i][part], nothing, part == 5, false); !ok || part < 5 && slices.Contains(p[from:], language.Letter(':')) {
				p = nil
				break
			}
		}
		if p != nil {
			patterns = append(patterns, p)
		}
	}
	return patterns
}
