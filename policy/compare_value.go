package policy

import (
	"net/netip"
	"slices"

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
	has    []keyTest // what is true of the key in every request
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
	tests := slices.Clone(d.has)
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
			found := s.emptyKey(d, empty, tests)
			if found == language.Found {
				return empty, found
			}
			answer = max(answer, found)
		}
	}
	if !d.single && (!d.known || d.typ.Multivalued()) {
		state, found := s.findList(d, tests)
		if found == language.Found {
			for i := 0; i < len(state.values) && len(state.values) > 1; {
				if fewer := (keyState{values: slices.Delete(slices.Clone(state.values), i, i+1), multi: true}); meets(fewer) {
					state = fewer
				} else {
					i++
				}
			}
			return state, found
		}
		answer = max(answer, found)
		if empty := (keyState{values: []string{""}, multi: true}); d.admitsEmpty() {
			found := s.emptyKey(d, empty, tests)
			if found == language.Found {
				return empty, found
			}
			answer = max(answer, found)
		}
	}
	return keyState{}, answer
}

// emptyMeets says whether a test is met where the value is empty, which depends
// on the variables that are empty, too: it is Found where that holds if none of
// them is, and Unknown where some have to be.
func (s *solver) emptyMeets(tests []keyTest, met func(t keyTest, ctx *Context) bool) language.Answer {
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
	for empty := range 1 << len(variables) {
		ctx := new(Context)
		for i, v := range variables {
			ctx.Set(v, map[bool]string{true: "", false: "x"}[empty>>i&1 == 1]) // what is not empty fits nothing empty
		}
		if slices.ContainsFunc(tests, func(t keyTest) bool { return !met(t, ctx) }) {
			continue
		}
		if empty == 0 {
			return language.Found
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

// emptyKey asks it of a key whose only value is empty.
func (s *solver) emptyKey(d keyDomain, state keyState, tests []keyTest) language.Answer {
	return s.emptyMeets(tests, func(t keyTest, ctx *Context) bool {
		state.put(ctx, d.name)
		return t.condition.holds(ctx) == truth(t.holds)
	})
}

// emptyBeside asks it of an empty value of a list.
func (s *solver) emptyBeside(tests []keyTest) language.Answer {
	return s.emptyMeets(tests, func(t keyTest, ctx *Context) bool { return t.condition.test(ctx, "") == truth(t.holds) })
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
		if found != language.Found && i > 0 && d.admitsEmpty() { // beside the first one, which is not empty
			if empty := s.emptyBeside(want); empty == language.Found {
				value, found = "", empty
			} else {
				found = max(found, empty)
			}
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
