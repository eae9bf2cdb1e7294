package graph

import (
	"cmp"
	"slices"
)

// A Closing is what to take out so that the principals whose ways a statement
// opens have none any more.
type Closing struct {
	Statements []Allowing // to take out together
	Of         int        // principals whose ways the statement opens
	Closes     int        // how many of those have no way then
	All        int        // how many of all principals have no way then
}

// maxTogether is how many statements a Closing takes out at most.
const maxTogether = 5

// maxAsked is how often every principal may be asked again, on the average. Where
// many statements serve nearly all principals, each would take as long as the
// whole search.
const maxAsked = 2

// Closing is what closes the ways that a statement opens; nil where the exports
// hold nothing that does, and before FindClosings.
func (g *Graph) Closing(a Allowing) *Closing { return g.closings[a.key()] }

// An opened statement is one that opens ways.
type opened struct {
	Allowing
	principals []*Node // that go those
	served     int     // on how many shortest paths it is
	closed     []*Node // that have no way without the statement
	asked      bool    // closed is known
	best       Closing
}

// A wait is for statements that have to be taken out besides others.
type wait struct {
	of  *opened
	cut []Allowing
}

// A closer finds closings.
type closer struct {
	graphs  []*Graph
	opened  map[statementKey]*opened
	waiting map[statementKey][]wait
	asked   int // principals so far
	most    int
}

// FindClosings finds the closings of all statements that open ways. Each
// statement is taken out once, those on few paths first, and while one is, those
// before it that are not enough are taken out besides. Nothing else may use the
// graph meanwhile.
func (g *Graph) FindClosings() {
	c := &closer{graphs: []*Graph{g}, opened: make(map[statementKey]*opened), waiting: make(map[statementKey][]wait), most: maxAsked * len(g.Nodes)}
	all := c.open(g)
	slices.SortStableFunc(all, func(a, b *opened) int { return cmp.Compare(a.served, b.served) })
	for _, o := range all {
		if c.asked > c.most {
			break
		}
		c.take(o)
	}
	closers := make(map[*Node][]*opened)
	for _, o := range all {
		for _, n := range o.closed {
			closers[n] = append(closers[n], o)
		}
	}
	g.closings = make(map[statementKey]*Closing)
	for _, o := range all {
		o.compareAlone(closers)
		if o.best.Closes > 0 {
			g.closings[o.key()] = &o.best
		}
	}
}

// open finds the statements that open ways.
func (c *closer) open(g *Graph) []*opened {
	var all []*opened
	for _, n := range g.Nodes {
		for _, w := range n.Ways {
			a := w.opens()
			if a.Document == nil {
				continue
			}
			o := c.opened[a.key()]
			if o == nil {
				o = &opened{Allowing: a}
				c.opened[a.key()], all = o, append(all, o)
			}
			if last := len(o.principals) - 1; last < 0 || o.principals[last] != n {
				o.principals = append(o.principals, n)
			}
		}
	}
	for _, n := range g.Nodes {
		for _, w := range n.Steps() {
			a := w.opens()
			if o := c.opened[a.key()]; o != nil {
				o.served++
			}
		}
	}
	return all
}

// take takes a statement out, and those that wait for it.
func (c *closer) take(o *opened) {
	t := try(c.graphs, o.Allowing)
	defer c.end(t)
	o.closed, o.asked = t.closed(), true
	c.look(wait{o, []Allowing{o.Allowing}}, len(o.closed))
	for _, w := range c.waiting[o.key()] {
		if c.asked > c.most {
			return
		}
		inner := try(c.graphs, w.cut...)
		c.look(wait{w.of, append(w.cut, o.Allowing)}, len(o.closed)+len(inner.closed()))
		c.end(inner)
	}
}

// look notes that what is taken out closes the ways of all principals of a
// statement and how many others, or finds what has to be taken out besides.
func (c *closer) look(w wait, all int) {
	left := slices.IndexFunc(w.of.principals, (*Node).Reaches)
	if left < 0 {
		w.of.compare(Closing{w.cut, len(w.of.principals), len(w.of.principals), all})
		return
	}
	next := w.of.principals[left].next.opensNow()
	if next.Document == nil || len(w.cut) == maxTogether || c.asked > c.most {
		return
	}
	if other := c.opened[next.key()]; other != nil && !other.asked {
		c.waiting[next.key()] = append(c.waiting[next.key()], w)
		return
	}
	inner := try(c.graphs, next)
	c.look(wait{w.of, append(slices.Clip(w.cut), next)}, all+len(inner.closed()))
	c.end(inner)
}

// end ends a trial, and counts how many principals it asked.
func (c *closer) end(t *trial) {
	c.asked += len(t.saved)
	t.end()
}

// compare keeps the closing that closes more, by fewer statements, for more others.
func (o *opened) compare(c Closing) {
	by := cmp.Or(cmp.Compare(c.Closes, o.best.Closes), cmp.Compare(len(o.best.Statements), len(c.Statements)), cmp.Compare(c.All, o.best.All))
	if o.best.Statements == nil || by > 0 {
		o.best = c
	}
}

// compareAlone compares the statements that each close the ways of some of the
// principals by themselves.
func (o *opened) compareAlone(closers map[*Node][]*opened) {
	list := []*opened{o}
	counts := map[*opened]int{o: 0}
	for _, n := range o.principals {
		for _, other := range closers[n] {
			if _, ok := counts[other]; !ok {
				list = append(list, other)
			}
			counts[other]++
		}
	}
	for _, other := range list {
		o.compare(Closing{[]Allowing{other.Allowing}, len(o.principals), counts[other], len(other.closed)})
	}
}
