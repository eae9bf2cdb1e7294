package graph

import "strings"

// A Drawing is the picture of ways: who is on them, and the steps between.
type Drawing struct {
	Nodes []Drawn
	Steps []DrawnStep

	numbers map[*Node]int
	known   map[*Way]bool
}

// A Drawn is somebody on a way.
type Drawn struct {
	Kind string // the type of the node; AdministratorKind for what ends ways that lead to rights and to nobody else
	Node *Node  // nil for AdministratorKind
}

// A DrawnStep is a way between two of the nodes of a drawing, by their numbers.
type DrawnStep struct {
	From, To int
	Way      *Way
}

// AdministratorKind is the kind of the node at which ways end that make
// somebody administrator.
const AdministratorKind = "administrator"

// Add draws ways that are not drawn yet.
func (d *Drawing) Add(ways ...*Way) {
	for _, w := range ways {
		if d.known[w] {
			continue
		}
		if d.known == nil {
			d.known = make(map[*Way]bool)
		}
		d.known[w] = true
		to := w.To
		if w.Grant != nil || w.round != nil {
			to = nil
		}
		for _, next := range w.round {
			d.known[next] = true // is drawn as a part of this one
		}
		end := d.AddNode(to)
		d.Steps = append(d.Steps, DrawnStep{d.AddNode(w.From), end, w})
	}
}

// AddNode draws somebody who is not drawn yet, and gives the number of the node.
func (d *Drawing) AddNode(n *Node) int {
	i, ok := d.numbers[n]
	if ok {
		return i
	}
	if d.numbers == nil {
		d.numbers = make(map[*Node]int)
	}
	i = len(d.Nodes)
	d.numbers[n] = i
	one := Drawn{Kind: AdministratorKind, Node: n}
	if n != nil {
		one.Kind = n.Type
	}
	d.Nodes = append(d.Nodes, one)
	return i
}

// Administrator says whether a node is administrator.
func (d *Drawn) Administrator() bool { return d.Node == nil || d.Node.Administrator }

// ID names what is done in the step.
func (s *DrawnStep) ID() string {
	var ids []string
	for _, w := range s.Way.Whole() {
		ids = append(ids, w.ID())
	}
	return strings.Join(ids, ", ")
}
