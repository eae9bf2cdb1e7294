package language

import (
	"cmp"
	"slices"
)

// An Answer says whether there is such a text.
type Answer uint8

// The answers.
const (
	None    Answer = iota // there is none
	Found                 // the text is one
	Unknown               // the search took too long, or hangs on what symbols stand for
)

// A Question asks for a text.
type Question struct {
	In    [][]Pattern // of each, the text has to fit one
	Out   []Pattern   // and none of these
	Limit int         // of the states that are looked at

	Digits bool // fill what is free with digits rather than letters
}

// Find looks for a short text. Symbols in it have to be replaced by one and the
// same text each. The answer None holds for whatever texts symbols stand for.
func (q Question) Find() (text []rune, answer Answer) {
	in := slices.Clone(q.In)
	slices.SortStableFunc(in, func(a, b []Pattern) int { return cmp.Compare(rank(a), rank(b)) })
	if len(in) == 0 {
		in = [][]Pattern{{Any()}}
	}
	for _, p := range in[0] {
		text, one := q.within(p, in[1:])
		switch one {
		case Found:
			return text, Found
		case Unknown:
			answer = Unknown
		}
	}
	return nil, answer
}

// rank puts first what is best tried pattern by pattern: symbols, since a star of
// another pattern fits them, then few patterns with few stars.
func rank(union []Pattern) int {
	n := 1 << 30
	if slices.ContainsFunc(union, Pattern.Symbolic) {
		n = 0
	}
	for _, p := range union {
		n += 16 + min(p.stars(), 15)
	}
	return n
}

// within is Find for texts that fit p.
func (q Question) within(p Pattern, in [][]Pattern) ([]rune, Answer) {
	var out []Pattern
	for _, o := range q.Out {
		switch {
		case p.apart(o):
		case o.Covers(p):
			return nil, None
		default:
			out = append(out, o)
		}
	}
	var rest [][]Pattern
	symbolic := false
	for _, union := range in {
		var meet []Pattern
		fits := false
		for _, o := range union {
			switch {
			case p.apart(o) && !p.Symbolic() && !o.Symbolic():
			case o.Covers(p):
				fits = true
			default:
				meet = append(meet, o)
				symbolic = symbolic || o.Symbolic()
			}
		}
		switch {
		case fits:
		case len(meet) == 0:
			return nil, None
		default:
			rest = append(rest, meet)
		}
	}
	if len(out) == 0 && len(rest) == 0 {
		return p.Shortest(filler(q.Digits, p)), Found
	}
	text, answer := newSearch(q.Digits, p, rest, out).run(q.Limit)
	if answer != None || len(rest) == 0 || !symbolic && !p.Symbolic() {
		return text, answer
	}
	// What symbols stand for may fit what the symbols do not.
	if _, answer = q.relaxed(p, rest); answer == None {
		return nil, None
	}
	return nil, Unknown
}

// relaxed asks for what fits p and the rest if symbols stand for anything.
func (q Question) relaxed(p Pattern, rest [][]Pattern) ([]rune, Answer) {
	wide := Question{In: [][]Pattern{{p.relaxed()}}, Limit: q.Limit, Digits: q.Digits}
	for _, union := range rest {
		var patterns []Pattern
		for _, o := range union {
			patterns = append(patterns, o.relaxed())
		}
		wide.In = append(wide.In, patterns)
	}
	for _, o := range q.Out {
		if !o.Symbolic() {
			wide.Out = append(wide.Out, o)
		}
	}
	return wide.Find()
}

// Relaxed looks for a text that fits if symbols stand for anything, a different
// text in each place: a guess at what a text may look like.
func (q Question) Relaxed() ([]rune, Answer) {
	in := q.In
	if len(in) == 0 {
		in = [][]Pattern{{Any()}}
	}
	var text []rune
	answer := None
	for _, p := range in[0] {
		if text, answer = q.relaxed(p, in[1:]); answer == Found {
			break
		}
	}
	return text, answer
}

// fillers are characters for places where any will do, the plainest first.
var fillers = []rune("xyzqjkvwhbgmufpcdntoilsarexXYZQJKVW0123456789_")

// filler is a character that is in none of the patterns, in any case.
func filler(digits bool, patterns ...Pattern) rune {
	used := make(map[rune]bool)
	for _, p := range patterns {
		for _, t := range p {
			if t.kind == letter || t.kind == folded {
				used[Fold(t.char)] = true
			}
		}
	}
	if digits {
		for r := '0'; r <= '9'; r++ {
			if !used[r] {
				return r
			}
		}
	}
	for _, r := range fillers {
		if !used[Fold(r)] {
			return r
		}
	}
	for r := rune(0xE000); ; r++ { // of the private use area: nobody's letters
		if !used[r] {
			return r
		}
	}
}

// A search walks through the states of an automaton: which places of all the
// patterns a text can have come to.
type search struct {
	tokens []Token // of all patterns, with an end behind each
	ends   []bool  // of tokens: an end
	parts  []part
	filler rune
	queue  []node
	seen   map[string]bool

	alphabet []rune // of the texts; empty for all characters
}

// A part is a union of patterns.
type part struct {
	starts   []int
	from, to int // its tokens
	out      bool
}

// A node is a state with the way to it.
type node struct {
	places []uint16 // sorted
	before int      // index of the node before, -1
	char   rune
}

func newSearch(digits bool, p Pattern, rest [][]Pattern, out []Pattern) *search {
	s := &search{seen: make(map[string]bool)}
	all := []Pattern{p}
	s.add([]Pattern{p}, false)
	for _, union := range rest {
		s.add(union, false)
		all = append(all, union...)
	}
	if len(out) > 0 {
		s.add(out, true)
		all = append(all, out...)
	}
	s.filler = filler(digits, all...)
	return s
}

func (s *search) add(union []Pattern, out bool) {
	one := part{from: len(s.tokens), out: out}
	for _, p := range union {
		one.starts = append(one.starts, len(s.tokens))
		s.tokens = append(append(s.tokens, p...), Token{})
		for range p {
			s.ends = append(s.ends, false)
		}
		s.ends = append(s.ends, true)
	}
	one.to = len(s.tokens)
	s.parts = append(s.parts, one)
}

func (s *search) run(limit int) ([]rune, Answer) {
	if len(s.tokens) > 1<<16-1 {
		return nil, Unknown
	}
	var start []uint16
	for _, p := range s.parts {
		for _, at := range p.starts {
			start = s.enter(start, at)
		}
	}
	s.visit(start, -1, 0)
	for i := 0; ; i++ { // the queue grows
		switch {
		case i == len(s.queue):
			return nil, None
		case i >= limit:
			return nil, Unknown
		}
		at := s.queue[i].places
		if s.accepts(at) {
			return s.text(i), Found
		}
		for _, r := range s.letters(at) {
			s.visit(s.step(at, r), i, r)
		}
	}
}

// enter adds a place and those behind stars, which may fit nothing.
func (s *search) enter(places []uint16, at int) []uint16 {
	places = append(places, uint16(at))
	for !s.ends[at] && s.tokens[at].kind == star {
		at++
		places = append(places, uint16(at))
	}
	return places
}

func (s *search) step(places []uint16, r rune) []uint16 {
	var next []uint16
	for _, at := range places {
		switch t := s.tokens[at]; {
		case s.ends[at] || !t.fits(r):
		case t.kind == star:
			next = s.enter(next, int(at))
		default:
			next = s.enter(next, int(at)+1)
		}
	}
	return next
}

// visit queues a state that is new and from which a text can still be found.
func (s *search) visit(places []uint16, before int, r rune) {
	slices.Sort(places)
	places = s.withoutSubsumed(slices.Compact(places))
	i := 0
	for _, p := range s.parts {
		start := i
		for i < len(places) && int(places[i]) < p.to {
			i++
		}
		if !p.out && start == i || p.out && slices.ContainsFunc(places[start:i], s.fitsAnything) {
			return
		}
	}
	s.queueNew(places, before, r)
}

// queueNew queues a state, given in order, that was not seen before.
func (s *search) queueNew(places []uint16, before int, r rune) {
	key := make([]byte, 0, 2*len(places))
	for _, at := range places {
		key = append(key, byte(at), byte(at>>8))
	}
	if !s.seen[string(key)] {
		s.seen[string(key)] = true
		s.queue = append(s.queue, node{places, before, r})
	}
}

// withoutSubsumed drops the places of a pattern that lie before a star at which
// the text has come, too: whatever fits from there fits from the star.
func (s *search) withoutSubsumed(places []uint16) []uint16 {
	kept := places[:0]
	from := 0 // of the pattern in kept
	for _, at := range places {
		if len(kept) > from && s.between(int(kept[from]), int(at)) {
			from = len(kept)
		}
		if t := s.tokens[at]; !s.ends[at] && t.kind == star && s.passes(kept[from:], int(at)) {
			kept = kept[:from]
		}
		kept = append(kept, at)
	}
	return kept
}

// between says whether a pattern ends between two places.
func (s *search) between(a, b int) bool {
	for i := a; i < b; i++ {
		if s.ends[i] {
			return true
		}
	}
	return false
}

// passes says whether the star takes all that the places lead through before it.
func (s *search) passes(places []uint16, to int) bool {
	if !s.tokens[to].noColon || len(places) == 0 {
		return true
	}
	for i := int(places[0]); i < to; i++ {
		if !s.tokens[to].takes(s.tokens[i]) {
			return false
		}
	}
	return true
}

// fitsAnything says whether only stars for any character follow a place.
func (s *search) fitsAnything(at uint16) bool {
	i := int(at)
	for ; !s.ends[i]; i++ {
		if s.tokens[i].kind != star || s.tokens[i].noColon {
			return false
		}
	}
	return i > int(at)
}

func (s *search) accepts(places []uint16) bool {
	for _, p := range s.parts {
		if s.ended(places, p) == p.out {
			return false
		}
	}
	return true
}

// ended says whether the text fits a pattern of a union.
func (s *search) ended(places []uint16, p part) bool {
	return slices.ContainsFunc(places, func(at uint16) bool { return int(at) >= p.from && int(at) < p.to && s.ends[at] })
}

// letters are the characters that can make a difference in a state: those that
// a token asks for, a colon, and one that stands for all others.
func (s *search) letters(places []uint16) []rune {
	first := &s.parts[0]
	var letters []rune
	free := false // the first pattern takes others than it names
	for _, at := range places {
		t := s.tokens[at]
		switch {
		case s.ends[at]:
		case t.kind == letter:
			letters = append(letters, t.char)
		case t.kind == folded:
			letters = append(letters, cases(t.char)...)
		default:
			free = free || int(at) < first.to
			if t.noColon {
				letters = append(letters, ':')
			}
		}
	}
	slices.Sort(letters)
	letters = slices.Compact(letters)
	if len(s.alphabet) > 0 {
		letters = slices.DeleteFunc(letters, func(r rune) bool { return !slices.Contains(s.alphabet, r) })
		other := slices.IndexFunc(s.alphabet, func(r rune) bool { return !slices.Contains(letters, r) })
		if free && other >= 0 {
			letters = slices.Insert(letters, 0, s.alphabet[other])
		}
		return letters
	}
	if free {
		letters = slices.Insert(letters, 0, s.filler)
	}
	return letters
}

func (s *search) text(i int) []rune {
	var text []rune
	for ; s.queue[i].before >= 0; i = s.queue[i].before {
		text = append(text, s.queue[i].char)
	}
	slices.Reverse(text)
	return text
}
