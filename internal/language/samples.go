package language

import "slices"

// Samples are texts, one at least for each set of unions of patterns that some
// text fits, while fitting none of the others. Texts are of the characters of
// an alphabet, of all for "". They are incomplete where finding them takes more
// than limit states.
func Samples(unions [][]Pattern, alphabet string, limit int) (texts []string, complete bool) {
	var all []Pattern
	s := &search{seen: make(map[string]bool), alphabet: []rune(alphabet)}
	for _, union := range unions {
		s.add(union, false)
		all = append(all, union...)
	}
	s.filler = filler(false, all...)
	s.add([]Pattern{Any()}, false) // takes what no other takes
	if len(s.tokens) > 1<<16-1 {
		return nil, false
	}
	parts := s.parts
	s.parts = []part{{from: 0, to: len(s.tokens)}} // each of them can go on
	reach := func(places []uint16, before int, r rune) {
		slices.Sort(places)
		places = s.withoutSubsumed(slices.Compact(places))
		for i := range parts {
			places = s.collapse(places, &parts[i])
		}
		s.queueNew(places, before, r)
	}
	var start []uint16
	for i := range parts {
		for _, at := range parts[i].starts {
			start = s.enter(start, at)
		}
	}
	reach(start, -1, 0)
	fits := make(map[string]bool)
	for i := 0; ; i++ { // the queue grows
		switch {
		case i == len(s.queue):
			return texts, true
		case i >= limit:
			return texts, false
		}
		at := s.queue[i].places
		set := make([]byte, len(parts))
		for k, p := range parts {
			if s.ended(at, p) {
				set[k] = 1
			}
		}
		if !fits[string(set)] {
			fits[string(set)] = true
			texts = append(texts, string(s.text(i)))
		}
		for _, r := range s.letters(at) {
			reach(s.step(at, r), i, r)
		}
	}
}

// collapse leaves of the places of a union one and the same if it fits whatever follows.
func (s *search) collapse(places []uint16, p *part) []uint16 {
	from, _ := slices.BinarySearch(places, uint16(p.from))
	to, _ := slices.BinarySearch(places, uint16(p.to))
	if !slices.ContainsFunc(places[from:to], s.fitsAnything) {
		return places
	}
	at := uint16(p.from)
	for !s.fitsAnything(at) { // the first such place of all
		at++
	}
	for s.fitsAnything(at + 1) {
		at++
	}
	return slices.Replace(places, from, to, at, at+1)
}
