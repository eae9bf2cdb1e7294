package policy

import (
	"slices"

	"github.com/iamlint/iamlint/internal/language"
)

// stepLimit is how many choices are made for one class of actions and one
// caller, attemptLimit how many requests are tried.
const (
	stepLimit    = 20_000
	attemptLimit = 24
	guessLimit   = 50 // of statements for which values of variables are guessed
)

// A solver looks for new access of the callers of one case.
type solver struct {
	*comparison
	who         callerCase
	before, now solvedSide
	guards      map[string][]int // predicates of the resources that AWS protects, by service
	linked      []clause         // that each request of AWS meets

	domains  map[string]keyDomain
	memo     map[string]outcome
	needs    map[string][]string // values that variables may need
	steps    int
	attempts int
}

// A solvedSide is a side in the light of the caller; nil stands for statements that cannot apply.
type solvedSide struct {
	*side
	known  *Context
	layers [][]*term
	denies []*term
}

// An outcome is what a key or, as text, the resource can be.
type outcome struct {
	state  keyState
	answer language.Answer
}

// newSolver prepares for the callers of a case; only, if not nil, is the class of
// actions that will be asked about.
func newSolver(c *comparison, who callerCase, only *actionClass) *solver {
	s := &solver{comparison: c, who: who, domains: make(map[string]keyDomain), memo: make(map[string]outcome), needs: make(map[string][]string), guards: make(map[string][]int)}
	s.before, s.now = s.solvedSide(&c.before, only), s.solvedSide(&c.now, only)
	for _, guard := range [...][2]string{{"iam", "arn:*:iam:*:aws:*"}, {"iam", "arn:*:iam:*:*:role/aws-reserved/*"}, {"kms", "arn:*:kms:*:*:alias/aws/*"}} {
		t := compileResource(guard[1], false)
		p := c.resourcePattern(&t, IdentityType, s.now.known)
		s.guards[guard[0]] = append(s.guards[guard[0]], c.intern("guard "+guard[1], func() predicate { return predicate{patterns: []language.Pattern{p}} }))
	}
	s.linked = s.linksFor(s.now.known)
	return s
}

func (s *solver) solvedSide(from *side, only *actionClass) solvedSide {
	one := solvedSide{side: from, known: s.who.known}
	if from.known != nil {
		one.known = from.known.Clone()
		one.known.Merge(s.who.known)
	}
	e := newEvaluation(&Request{Principal: s.who.principal, Canonical: s.who.canonical}, from.policies)
	terms := func(l layer) []*term {
		var list []*term
		for i := range l {
			if l[i].of == SCPType && !e.boundBySCPs() || only != nil && !only.matches.has(l[i].index) {
				continue
			}
			if t := s.term(&l[i], &e, one.known); t != nil {
				list = append(list, t)
			}
		}
		return list
	}
	for _, l := range from.layers {
		if len(l) > 0 && l[0].of == SCPType && !e.boundBySCPs() {
			continue
		}
		one.layers = append(one.layers, terms(l))
	}
	one.denies = terms(from.denies)
	return one
}

// of are the terms that speak of a class of actions.
func (c *actionClass) of(terms []*term) []*term {
	var list []*term
	for _, t := range terms {
		if c.matches.has(t.index) && (t.of != RCPType || c.filtered) {
			list = append(list, t)
		}
	}
	return list
}

// A clause are predicates of which one must not hold.
type clause []int

// solve finds the new access of a class of actions, one for each statement that grants it.
func (s *solver) solve(class *actionClass) []Gain {
	s.steps, s.attempts = 0, 0
	now := make([][]*term, len(s.now.layers))
	for i, l := range s.now.layers {
		if now[i] = class.of(l); len(now[i]) == 0 {
			return nil
		}
	}
	var forbidden []clause
	denied := make(map[*term]bool)
	for _, d := range class.of(s.now.denies) {
		if len(d.predicates) == 0 {
			return nil
		}
		forbidden = append(forbidden, d.predicates)
		denied[d] = true
	}
	for _, guard := range s.guards[class.guard] {
		forbidden = append(forbidden, clause{guard})
	}
	before := make([][]*term, len(s.before.layers))
	for i, l := range s.before.layers {
		before[i] = class.of(l)
	}
	oldDenies := class.of(s.before.denies)

	var gains []Gain
	for _, first := range now[0] {
		g := s.grantedBy(class, first, now[1:], forbidden, before, oldDenies)
		if g != nil && !slices.ContainsFunc(gains, func(have Gain) bool { return have.Statement == g.Statement }) {
			gains = append(gains, *g)
		}
	}
	return gains
}

// grantedBy finds new access that a statement of the first layer grants,
// together with one of each other layer, in a request that AWS can make.
func (s *solver) grantedBy(class *actionClass, first *term, others [][]*term, forbidden []clause, before [][]*term, oldDenies []*term) *Gain {
	g, why := s.witnessOf(class, first, others, append(slices.Clone(s.linked), forbidden...), before, oldDenies)
	if g == nil && why == "" && s.linked != nil {
		// What policies say of other requests is not told as new, but not as none either.
		if g, why = s.witnessOf(class, first, others, forbidden, before, oldDenies); g != nil {
			if link := s.unlikely(g.Request); link != "" {
				g, why = nil, "only requests that AWS does not make would show new access to "+class.name()+": "+link
			}
		}
	}
	if why != "" {
		s.open = append(s.open, why)
	}
	return g
}

// witnessOf finds a request that shows new access, or tells why there may be one.
func (s *solver) witnessOf(class *actionClass, first *term, others [][]*term, forbidden []clause, before [][]*term, oldDenies []*term) (_ *Gain, why string) {
	w := &witness{solver: s, class: class, grants: first}
	start := newAssignment()
	if s.require(&start, first.predicates) {
		s.withLayers(w, start, others, forbidden, before, oldDenies)
	}
	if w.best == nil && w.failed != "" {
		if s.guesses++; s.guesses <= guessLimit {
			w.best = s.guessVariables(class, first)
		}
		if w.best == nil {
			return nil, w.failed
		}
	}
	return w.best, ""
}

func (s *solver) withLayers(w *witness, a assignment, others [][]*term, forbidden []clause, before [][]*term, oldDenies []*term) {
	if len(others) > 0 {
		for _, t := range others[0] {
			if b := a.clone(); !w.done && s.require(&b, t.predicates) {
				s.withLayers(w, b, others[1:], forbidden, before, oldDenies)
			}
		}
		return
	}
	// Either no Allow of one of the layers applied before, or a Deny did.
	for _, l := range before {
		clauses := slices.Clone(forbidden)
		always := false
		for _, t := range l {
			always = always || len(t.predicates) == 0
			clauses = append(clauses, t.predicates)
		}
		if !always && !w.done {
			s.search(w, a.clone(), clauses)
		}
	}
	for _, d := range oldDenies {
		if b := a.clone(); !w.done && s.require(&b, d.predicates) {
			s.search(w, b, slices.Clone(forbidden))
		}
	}
}

// An assignment says which predicates hold, by what they are about.
type assignment struct{ by map[string][]requirement }

func newAssignment() assignment { return assignment{make(map[string][]requirement)} }

func (a *assignment) clone() assignment {
	b := newAssignment()
	for dimension, list := range a.by {
		b.by[dimension] = slices.Clip(list)
	}
	return b
}

// adding are the requirements of a dimension and one more, in order.
func (s *solver) adding(a *assignment, r requirement) []requirement {
	list := a.by[s.predicates[r.predicate].dimension]
	i, found := slices.BinarySearchFunc(list, r, func(a, b requirement) int { return a.predicate - b.predicate })
	if found && list[i].holds == r.holds {
		return list
	}
	return slices.Insert(slices.Clone(list), i, r) // beside its opposite, nothing meets it
}

// require makes predicates hold; false when that is impossible.
func (s *solver) require(a *assignment, predicates []int) bool {
	for _, p := range predicates {
		if !s.set(a, requirement{p, true}) {
			return false
		}
	}
	return true
}

func (s *solver) set(a *assignment, r requirement) bool {
	list := s.adding(a, r)
	a.by[s.predicates[r.predicate].dimension] = list
	return s.possible(s.predicates[r.predicate].dimension, list) != language.None
}

// possible says whether something meets all requirements of a dimension.
func (s *solver) possible(dimension string, list []requirement) language.Answer {
	return s.outcome(dimension, list).answer
}

func (s *solver) outcome(dimension string, list []requirement) outcome {
	key := make([]byte, 0, 64)
	key = append(key, dimension...)
	for i, r := range list {
		if i > 0 && list[i-1].predicate == r.predicate {
			return outcome{} // both it and its opposite
		}
		key = append(key, 0, byte(r.predicate), byte(r.predicate>>8), byte(r.predicate>>16), map[bool]byte{true: 1, false: 0}[r.holds])
	}
	known, ok := s.memo[string(key)]
	if !ok {
		if dimension == "" {
			known = s.solveResource(list)
		} else {
			known.state, known.answer = s.solveKey(s.domain(dimension), list)
		}
		s.memo[string(key)] = known
	}
	return known
}

// search finds assignments in which of each clause a predicate does not hold,
// and has the witness try them.
func (s *solver) search(w *witness, a assignment, clauses []clause) {
	if s.steps++; s.steps > stepLimit {
		w.fail("there are too many combinations of statements and conditions for " + w.class.name())
		return
	}
	clauses, ok := s.propagate(&a, clauses)
	if !ok {
		return
	}
	if len(clauses) == 0 {
		w.try(a)
		return
	}
	least := 0
	for i := range clauses {
		if len(clauses[i]) < len(clauses[least]) {
			least = i
		}
	}
	rest := slices.Delete(slices.Clone(clauses), least, least+1)
	for i, p := range clauses[least] {
		if w.done {
			return
		}
		b := a.clone()
		// Those before hold: else they would have been found.
		if s.require(&b, clauses[least][:i]) && s.set(&b, requirement{p, false}) {
			s.search(w, b, slices.Clone(rest))
		}
	}
}

// propagate draws conclusions until there are none; ok is false when a clause cannot be met.
func (s *solver) propagate(a *assignment, clauses []clause) (_ []clause, ok bool) {
	for changed := true; changed; {
		changed = false
		left := clauses[:0]
		for _, c := range clauses {
			open, met := s.openOf(a, c)
			switch {
			case met:
			case len(open) == 0:
				return nil, false
			case len(open) == 1:
				if !s.set(a, requirement{open[0], false}) {
					return nil, false
				}
				changed = true
			default:
				left = append(left, open)
			}
		}
		clauses = left
	}
	return clauses, true
}

// openOf are the predicates of a clause that may hold or not; met says that one cannot hold.
func (s *solver) openOf(a *assignment, c clause) (open clause, met bool) {
	open = c
	for i, p := range c {
		dimension := s.predicates[p].dimension
		if s.possible(dimension, s.adding(a, requirement{p, true})) == language.None {
			return nil, true
		}
		if s.possible(dimension, s.adding(a, requirement{p, false})) == language.None {
			if len(open) == len(c) {
				open = slices.Clone(c[:i])
			}
		} else if len(open) < len(c) || i >= len(open) {
			open = append(open, p)
		}
	}
	return open, false
}

// domain is what a key can be in requests of the callers.
func (s *solver) domain(name string) keyDomain {
	d, ok := s.domains[name]
	if ok {
		return d
	}
	d = keyDomain{name: name}
	key, found := s.facts.Key(name)
	d.typ, d.known = key.Type, found
	switch name {
	case "aws:currenttime", "aws:epochtime", "aws:securetransport", "aws:requestedregion":
		d.present = true
	case namesOfServices:
		d.present, d.has = true, s.who.calledByName()
	case "aws:principalarn":
		d.in, d.out = s.who.arns, s.who.notARNs
		fallthrough
	default:
		d.present = lookUp(requestKeys, name) && s.who.principal != Anonymous
	}
	if name == "aws:username" {
		d.present = true // absent keys are known
	}
	if s.options.Strangers {
		s.estrange(&d)
	}
	s.domains[name] = d
	return d
}

// estrange leaves of a domain what strangers can bring along: no value that a
// policy names and that is somebody's own, and no address in a range of one owner.
func (s *solver) estrange(d *keyDomain) {
	if !identifyingKeys[d.name] && d.name != "aws:sourceip" && d.name != "aws:vpcsourceip" {
		return
	}
	for p := range s.predicates {
		c := s.predicates[p].condition
		if c == nil || c.key != d.name {
			continue
		}
		if c.operator == ipAddress {
			for _, v := range c.source.Values {
				if network, ok := parseNetwork(v.Text); ok && ofOneOwner(v.Text) {
					d.banned = append(d.banned, network)
				}
			}
			continue
		}
		for _, v := range c.source.Values {
			if literal := c.operator == stringEquals || c.operator == stringEqualsIgnoreCase; literal {
				d.out = append(d.out, language.Text(v.Text))
			} else if (c.operator == stringLike || c.operator == arnLike) && outOfReach(d.name, v.Text) {
				d.out = append(d.out, globTokens(nil, v.Text, true))
			}
		}
	}
}

// resourceShape fits every ARN.
var resourceShape = func() language.Pattern {
	p := language.Text("arn")
	for i := range 5 {
		p = append(p, language.Letter(':'), language.Star(i == 4))
	}
	return p
}()

// solveResource finds a resource.
func (s *solver) solveResource(list []requirement) outcome {
	text, answer := s.findARN(list, resourceShape)
	switch {
	case answer == language.Found:
		return outcome{keyState{values: []string{text}}, answer}
	case s.meetsStar(list):
		return outcome{keyState{values: []string{"*"}}, language.Found}
	}
	return outcome{answer: answer}
}

// findARN finds a resource of some shape.
func (s *solver) findARN(list []requirement, shape language.Pattern) (string, language.Answer) {
	q := language.Question{In: [][]language.Pattern{{shape}}, Limit: searchLimit}
	for _, r := range list {
		p := &s.predicates[r.predicate]
		if r.holds != p.negated {
			q.In = append(q.In, p.patterns)
		} else {
			q.Out = append(q.Out, p.patterns...)
		}
	}
	if on := s.options.Resources; on != nil {
		var patterns []language.Pattern
		for _, text := range on {
			t := compileResource(text, false)
			if t.all {
				patterns = append(patterns, language.Any())
			} else if p := s.resourcePattern(&t, IdentityType, s.now.known); p != nil {
				patterns = append(patterns, p)
			}
		}
		q.In = append(q.In, patterns)
	}
	text, answer := q.Find()
	if answer == language.Unknown && len(s.variables) > 0 {
		if guess, found := q.Relaxed(); found == language.Found {
			s.guess(q.In, string(guess))
		}
	}
	return string(text), answer
}

// meetsStar says whether the resource "*", of actions that know none, meets all requirements.
func (s *solver) meetsStar(list []requirement) bool {
	if on := s.options.Resources; on != nil && !slices.ContainsFunc(on, onlyStars) {
		return false
	}
	for _, r := range list {
		if p := &s.predicates[r.predicate]; (p.everything != p.negated) != r.holds {
			return false
		}
	}
	return true
}

// guess remembers what variables would have to be for a text to fit patterns.
func (s *solver) guess(unions [][]language.Pattern, text string) {
	for _, union := range unions {
		for _, p := range union {
			if !p.Symbolic() {
				continue
			}
			values, ok := p.Capture(text)
			for _, v := range s.variables {
				if value, has := values[v.symbol]; ok && has && value != "" {
					s.guessValue(v.key, value)
				}
			}
		}
	}
}

func (s *solver) guessValue(key, value string) {
	if !slices.Contains(s.needs[key], value) {
		s.needs[key] = append(s.needs[key], value)
	}
}
