package main

import (
	"slices"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/report"
)

// paths are what the command paths found.
type paths struct {
	graphs  []*graph.Graph
	goal    *graph.Node   // nil for administrators
	asked   *graph.Node   // the only one that was asked about; nil for all
	nodes   []*graph.Node // that have a way
	outside []*graph.Node // that come in from outside the accounts
	cuts    []graph.Cut
	several bool // accounts

	places map[*account.File]*report.Locator
}

func (p *paths) addAll() {
	for _, g := range p.graphs {
		for _, n := range g.Nodes {
			p.add(n)
		}
	}
	for _, n := range graph.OutsideOf(p.graphs...) {
		if len(n.Ways) > 0 {
			p.outside = append(p.outside, n)
		}
	}
}

// shown are all of whom the output shows ways.
func (p *paths) shown() []*graph.Node { return slices.Concat(p.nodes, p.outside) }

func (p *paths) add(n *graph.Node) {
	if len(n.Ways) > 0 {
		p.nodes = append(p.nodes, n)
	}
}

// locate finds the lines of all places at once.
func (p *paths) locate() {
	offsets := make(map[*account.File][]int)
	add := func(at account.Place) { offsets[at.File] = append(offsets[at.File], int(at.Span.Start)) }
	for _, n := range p.shown() {
		for _, w := range p.ways(n) {
			for _, proof := range w.Proofs() {
				for _, a := range proof.Statements {
					add(a.At)
				}
			}
		}
	}
	for _, c := range p.cuts {
		add(c.At)
	}
	p.places = make(map[*account.File]*report.Locator)
	for file, list := range offsets {
		p.places[file] = report.NewLocator(file.Text, list)
	}
}

// ways are those that are shown of a principal: its shortest path, and if it was
// asked about, or comes from outside, all of its first steps.
func (p *paths) ways(n *graph.Node) []*graph.Way {
	if n != p.asked && !slices.Contains(p.outside, n) {
		return n.Steps()
	}
	ways := n.Ways
	for _, w := range n.Ways {
		ways = append(ways, w.Steps()[1:]...)
	}
	return ways
}

// A jsonPlace is where a statement stands.
type jsonPlace struct {
	Policy string `json:"policy"`
	Sid    string `json:"sid"`
	Path   string `json:"path"` // of the attachment, for a policy of AWS that the exports lack
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

func (p *paths) place(a graph.Allowing) jsonPlace {
	at := p.places[a.At.File].At(int(a.At.Span.Start))
	place := jsonPlace{Sid: a.Statement.Sid.Text, Path: a.At.File.Path, Line: at.Line, Column: at.Column}
	switch {
	case a.Held == nil && a.Document.Kind == policy.TrustPolicy:
		place.Policy = "trust policy of " + a.Document.Owner.Name
	case a.Held == nil:
		place.Policy = "policy of " + a.Document.Owner.Name
	case a.Held.Group != nil:
		place.Policy = a.Held.Name + " of group " + a.Held.Group.Name.Value
	default:
		place.Policy = a.Held.Name
	}
	return place
}

// administrators are those of all accounts, in order.
func (p *paths) administrators() []*graph.Node {
	var list []*graph.Node
	for _, g := range p.graphs {
		for _, n := range g.Nodes {
			if n.Administrator {
				list = append(list, n)
			}
		}
	}
	return list
}

func (p *paths) principals() int {
	count := 0
	for _, g := range p.graphs {
		count += len(g.Nodes)
	}
	return count
}
