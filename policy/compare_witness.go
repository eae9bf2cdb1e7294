package policy

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/internal/language"
)

// A witness makes requests of assignments and has the evaluator decide them.
type witness struct {
	*solver
	class  *actionClass
	grants *term

	best   *Gain
	done   bool
	failed string // why there may be new access of which no request tells
}

func (w *witness) fail(why string) {
	if w.failed == "" {
		w.failed = why
	}
}

// try makes a request of an assignment, an unremarkable one if it can.
func (w *witness) try(a assignment) {
	if w.attempts++; w.attempts > attemptLimit {
		w.fail("there are too many ways in which conditions and variables may go together for " + w.class.name())
		w.done = w.done || w.best != nil
		return
	}
	states := make(map[string]keyState)
	for _, dimension := range sortedKeys(a.by) {
		o := w.outcome(dimension, a.by[dimension])
		if o.answer != language.Found {
			if !w.tryValues(a) {
				w.fail(w.whyOpen(dimension))
			}
			return
		}
		if dimension != "" {
			states[dimension] = o.state
		}
	}
	made := false
	for _, o := range w.targets(a.by[""]) {
		g := w.request(a, states, o)
		if g == nil {
			continue
		}
		made = true
		if w.best == nil || len(g.Notes) < len(w.best.Notes) {
			w.best = g
		}
		if len(g.Notes) == 0 {
			w.done = true
			return
		}
	}
	if !made && !w.tryValues(a) {
		w.fail("a policy variable links what a request for " + w.class.name() + " would have to be")
	}
}

// tryValues asks again with each value of a variable, where the assignment
// leaves it only some; false when that tells nothing.
func (w *witness) tryValues(a assignment) bool {
	if w.who.guessed {
		return false
	}
	for _, v := range w.variables {
		values := w.valuesLeft(a.by[v.key])
		if values == nil {
			continue
		}
		open := len(w.open)
		for _, value := range values {
			if g := w.with(v.key, keyState{values: []string{value}}, w.class, w.grants); g != nil {
				w.best, w.done = g, len(g.Notes) == 0
				return true
			}
		}
		if known := len(w.open) == open; known {
			return true
		}
		w.open = w.open[:open]
	}
	return false
}

// valuesLeft are the values of a key of which requirements leave no others; nil
// when they leave many.
func (w *witness) valuesLeft(list []requirement) []string {
	const most = 8
	for _, r := range list {
		c := w.predicates[r.predicate].condition
		if !r.holds || c.operator != stringEquals || c.negated || c.optional || c.quantity != noQuantifier || len(c.templates) == 0 || len(c.templates) > most {
			continue
		}
		var values []string
		for i := range c.templates {
			if c.templates[i].pieces == nil {
				values = append(values, c.templates[i].text)
			}
		}
		if len(values) == len(c.templates) {
			return values
		}
	}
	return nil
}

// with asks again where a key is known.
func (s *solver) with(key string, state keyState, class *actionClass, grants *term) *Gain {
	who := s.who
	who.guessed = true
	who.known = who.known.Clone()
	state.put(who.known, key)
	for _, g := range newSolver(s.comparison, who, class).solve(class) {
		if g.Statement == grants.source {
			return &g
		}
	}
	return nil
}

func (w *witness) whyOpen(dimension string) string {
	if dimension == "" {
		dimension = "the resource"
	}
	return fmt.Sprintf("it is not known what %s can be in a request for %s: the patterns are too many, or a policy variable decides", dimension, w.class.name())
}

// name is an action of the class, for people.
func (c *actionClass) name() string {
	if len(c.known) > 0 {
		return c.known[0].String()
	}
	return c.future
}

// A target is an action and a resource.
type target struct {
	action   string
	known    *catalog.Action
	resource string
	note     string
}

// Notes on requests.
const (
	noteFuture   = "the catalogue does not know the action; the statement will allow it once AWS has it"
	noteResource = "the service reference knows no such resource of the action"
)

// targets are what requests can be about: what the reference knows first.
func (w *witness) targets(list []requirement) []target {
	var targets, odd []target
	for _, a := range w.examples() {
		if a.WildcardOnly() && w.meetsStar(list) {
			targets = append(targets, target{a.String(), a, "*", ""})
			break
		}
		if resource, ok := w.resourceOf(a, list); ok {
			targets = append(targets, target{a.String(), a, resource, ""})
			break
		}
	}
	resource := w.outcome("", list).state.values[0]
	if len(w.class.known) > 0 {
		a := w.class.known[0]
		odd = append(odd, target{a.String(), a, resource, noteResource})
	}
	if w.class.future != "" {
		service, _, _ := strings.Cut(w.class.future, ":")
		for _, shape := range arnShapes("arn:${Partition}:" + service + ":${Region}:${Account}:${Name}") {
			if text, answer := w.findARN(list, shape); answer == language.Found {
				resource = text
				break
			}
		}
		odd = append(odd, target{w.class.future, nil, resource, noteFuture})
	}
	return append(targets, odd...)
}

// examples are actions of the class that may show a plain request: those on
// resources that the statement names, and those that do most, before others.
func (w *witness) examples() []*catalog.Action {
	const most = 8
	weight := func(a *catalog.Action) int {
		n := int(a.Level)
		if slices.Contains(tellingActions, a.String()) {
			n += 100
		}
		if slices.ContainsFunc(w.grants.source.Resource.Values, func(v Value) bool { return strings.Contains(v.Text, ":"+a.Service+":") }) {
			n += 1000
		}
		return n
	}
	known := slices.Clone(w.class.known)
	slices.SortStableFunc(known, func(a, b *catalog.Action) int { return weight(b) - weight(a) })
	return known[:min(most, len(known))]
}

// resourceOf finds a resource of a type on which the action works.
func (w *witness) resourceOf(a *catalog.Action, list []requirement) (string, bool) {
	var arns []string
	for _, r := range a.Resources {
		arns = append(arns, strings.Split(r.Type.ARN, ", ")...)
	}
	slices.SortStableFunc(arns, func(a, b string) int { return len(a) - len(b) })
	for _, arn := range arns {
		for _, shape := range arnShapes(arn) {
			if text, answer := w.findARN(list, shape); answer == language.Found {
				return text, true
			}
		}
	}
	return "", false
}

// arnShapes are patterns for an ARN of the reference, the most usual first.
func arnShapes(arn string) []language.Pattern {
	var shapes []language.Pattern
	for _, fixed := range []map[string]string{
		{"Partition": "aws", "Region": "us-east-1", "Account": homeAccount}, {"Partition": "aws", "Account": homeAccount},
		{"Partition": "aws", "Region": "us-east-1"}, {},
	} {
		var p language.Pattern
		colons := 0
		for text := arn; text != ""; {
			before, name, after, ok := cutVariable(text)
			p = globTokens(p, before, false)
			if colons += strings.Count(before, ":"); !ok {
				break
			}
			switch value := fixed[name]; {
			case value != "":
				p = append(p, language.Text(value)...)
			case colons < 5:
				p = append(p, language.One(false), language.Star(false))
			default:
				p = append(p, nonEmpty...) // also a variable
			}
			text = after
		}
		shapes = append(shapes, p)
	}
	return shapes
}

// request makes a request and replays it; nil when it does not show new access.
func (w *witness) request(a assignment, states map[string]keyState, t target) *Gain {
	values := make(map[rune]string)
	now := maps.Clone(states)
	words := []string{t.resource}
	for _, state := range states {
		words = append(words, state.values...)
	}
	for _, v := range w.variables {
		used := slices.ContainsFunc(words, func(word string) bool { return strings.ContainsRune(word, v.symbol) })
		_, constrained := states[v.key]
		if !used && (constrained || !w.domain(v.key).present) {
			continue
		}
		value, ok := w.valueOf(v.key, a.by[v.key])
		if !ok {
			return nil
		}
		values[v.symbol] = value
		now[v.key] = keyState{values: []string{value}}
	}
	fill := func(text string) string {
		var b strings.Builder
		for _, r := range text {
			if value, ok := values[r]; ok {
				b.WriteString(value)
			} else {
				b.WriteRune(r)
			}
		}
		return b.String()
	}
	for key, state := range now {
		filled := keyState{multi: state.multi}
		for _, v := range state.values {
			filled.values = append(filled.values, fill(v))
		}
		now[key] = filled
	}
	r := &Request{Principal: w.who.principal, Canonical: w.who.canonical, Action: t.action, Resource: fill(t.resource), ResourceAccount: otherAccount}
	w.nameCaller(r, now)
	before := *r
	r.Context, before.Context = closed(w.now.known, now), closed(w.before.known, now)
	g := &Gain{Statement: w.grants.source, Policy: w.grants.policy, Request: r, Callers: []string{r.Principal}}
	g.Now, g.Before = Explain(r, w.now.policies), Explain(&before, w.before.policies)
	if g.Now.Outcome != Allowed || g.Before.Outcome == Allowed {
		return nil
	}
	if t.note != "" {
		g.Notes = append(g.Notes, t.note)
	}
	for _, key := range sortedKeys(now) {
		if t.known != nil && !now[key].absent() && !foldedPrefix(key, "aws:") && !t.known.SupportsKey(key) {
			g.Notes = append(g.Notes, fmt.Sprintf("the service reference does not know %s in requests for %s", key, t.action))
		}
	}
	g.Actions = w.actionsLike(t, r, &before)
	return g
}

// valueOf is a value of a key for which a variable stands.
func (w *witness) valueOf(key string, list []requirement) (string, bool) {
	if len(list) == 0 && key != "aws:principalarn" {
		return "someone", true
	}
	d := w.domain(key)
	d.single = true
	state, answer := w.solveKey(d, list)
	if answer != language.Found || state.absent() || state.multi {
		return "", false
	}
	return state.values[0], true
}

// nameCaller makes the caller of a request the one of whom its keys tell.
func (w *witness) nameCaller(r *Request, states map[string]keyState) {
	if w.who.arns != nil {
		name := states["aws:username"]
		switch arn := states["aws:principalarn"]; {
		case !arn.absent():
		case !name.absent() && parseCaller(r.Principal).kind == userCaller:
			states["aws:principalarn"] = keyState{values: []string{strings.TrimSuffix(r.Principal, "x") + name.values[0]}}
		default:
			states["aws:principalarn"] = w.outcome("aws:principalarn", nil).state
		}
		if states["aws:principalarn"].absent() || w.who.named {
			return
		}
		r.Principal = states["aws:principalarn"].values[0]
		who := parseCaller(r.Principal)
		if who.kind == roleCaller {
			r.Principal = "arn:aws:sts::" + who.account + ":assumed-role/" + who.name + "/session"
		}
		states["aws:principalaccount"] = keyState{values: []string{who.account}}
		if who.kind == userCaller {
			states["aws:username"] = keyState{values: []string{who.name}}
		}
		return
	}
	if parseCaller(r.Principal).kind == serviceCaller && w.tested[namesOfServices] && states[namesOfServices].absent() {
		states[namesOfServices] = keyState{values: []string{r.Principal}, multi: true}
	}
	if name := states["aws:username"]; !name.absent() && strings.HasSuffix(r.Principal, ":user/x") {
		r.Principal = strings.TrimSuffix(r.Principal, "x") + name.values[0]
		if _, told := w.now.known.lookup("aws:principalarn"); told {
			states["aws:principalarn"] = keyState{values: []string{r.Principal}}
		}
	}
}

// closed is what is known with the keys of a request, and no others.
func closed(known *Context, states map[string]keyState) *Context {
	ctx := known.Clone()
	ctx.open = false
	for _, name := range sortedKeys(states) {
		if _, told := known.lookup(name); !told || name == "aws:principalarn" || name == "aws:principalaccount" {
			states[name].put(ctx, name)
		}
	}
	return ctx
}

// actionsLike are the actions of the class of which the same can be said, that
// of the request first.
func (w *witness) actionsLike(t target, now, before *Request) []string {
	actions := []string{t.action}
	for _, a := range w.class.known {
		if a == t.known {
			continue
		}
		n, b := *now, *before
		n.Action, b.Action = a.String(), a.String()
		if a.WildcardOnly() {
			n.Resource, b.Resource = "*", "*"
		}
		if Evaluate(&n, w.now.policies).Outcome == Allowed && Evaluate(&b, w.before.policies).Outcome != Allowed {
			actions = append(actions, a.String())
		}
	}
	slices.Sort(actions[1:])
	return actions
}

// guessVariables looks for new access with values of variables that may show it.
func (s *solver) guessVariables(class *actionClass, grants *term) *Gain {
	if s.who.guessed {
		return nil
	}
	open := s.open
	defer func() { s.open = open }()
	var tried []string
	for _, v := range s.variables {
		if slices.Contains(tried, v.key) {
			continue
		}
		tried = append(tried, v.key)
		for _, state := range s.guessesFor(v.key) {
			if g := s.with(v.key, state, class, grants); g != nil {
				return g
			}
		}
	}
	return nil
}

// guessesFor are what a variable may have to be: what patterns seemed to ask
// for, what conditions name, and absent.
func (s *solver) guessesFor(key string) []keyState {
	const most = 8
	var states []keyState
	values := slices.Clone(s.needs[key])
	for i := range s.predicates {
		c := s.predicates[i].condition
		if c == nil || c.key != key {
			continue
		}
		for _, v := range c.source.Values {
			if !strings.ContainsAny(v.Text, "*?$") && !slices.Contains(values, v.Text) {
				values = append(values, v.Text)
			}
		}
	}
	for _, v := range values[:min(most, len(values))] {
		states = append(states, keyState{values: []string{v}})
	}
	if !s.domain(key).present {
		states = append(states, keyState{})
	}
	return states
}
