package check

import (
	"slices"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/policy"
)

// newPaths tells who can become whom, also from one account into another; nil
// where no graph was asked for, or no export tells. The rules have run by then:
// they speak of each account by itself.
func newPaths(outcomes []lint.Outcome, sources map[*account.File]*lint.Source) *lint.Paths {
	var graphs []*graph.Graph
	for i := range outcomes {
		if g, ok := outcomes[i].Results[graph.Provider].(*graph.Graph); ok {
			graphs = append(graphs, g)
		}
	}
	if len(graphs) == 0 {
		return nil
	}
	graph.Join(graphs...)
	out := &lint.Paths{Principals: make(map[string]int)}
	var drawing graph.Drawing
	add := func(n *graph.Node) {
		if steps := n.Steps(); len(steps) > 0 {
			drawing.Add(steps[0]) // before ways that are longer
		}
		if drawing.Add(n.Ways...); n.Administrator {
			drawing.AddNode(n)
		}
	}
	for _, g := range graphs {
		for _, n := range g.Nodes {
			out.Principals[n.AccountID()]++
			add(n)
		}
	}
	for _, n := range graph.OutsideOf(graphs...) {
		add(n)
	}
	p := paths{sources}
	for i := range drawing.Nodes {
		out.Nodes = append(out.Nodes, p.node(&drawing.Nodes[i]))
	}
	for _, s := range drawing.Steps {
		out.Ways = append(out.Ways, p.way(s))
	}
	return out
}

// paths makes plain data of a drawing.
type paths struct {
	sources map[*account.File]*lint.Source
}

func (p paths) node(d *graph.Drawn) lint.PathNode {
	n := d.Node
	if n == nil {
		return lint.PathNode{Kind: d.Kind, Administrator: true}
	}
	node := lint.PathNode{Account: n.AccountID(), Kind: d.Kind, Name: n.Name.Value, ARN: n.ARN.Value, Administrator: n.Administrator, Outside: outside(n)}
	if h := n.Everything(); h != nil {
		at := h.At
		if h.Document != nil {
			at = h.Document.Named()
		}
		node.By = &lint.PathStatement{Range: p.place(at), Policy: h.Name, Group: groupOf(h)}
	}
	return node
}

func (p paths) way(s graph.DrawnStep) lint.PathWay {
	w := s.Way
	way := lint.PathWay{From: s.From, To: s.To, ID: s.ID(), Covers: w.Covers(), Does: w.Does(), Exists: w.Exists()}
	if !outside(w.From) {
		way.Rule = w.Kind().Rule()
	}
	proofs := w.Proofs()
	if all := w.Whole(); len(all) > 1 {
		way.Does, way.Exists, way.Rule = []string{graph.Describe(all)}, "", graph.ChainRule // what has to be there is told
		for _, next := range all[1:] {
			proofs, way.Covers = append(proofs, next.Proofs()...), append(slices.Clip(way.Covers), next.Covers()...)
		}
	}
	for _, proof := range proofs {
		request := lint.PathRequest{Caller: w.Caller(proof), Action: proof.Action, Conditions: proof.Conditions}
		if proof.Resource != w.From.ARN.Value {
			request.Resource = proof.Resource
		}
		for _, a := range proof.Statements {
			statement := lint.PathStatement{Range: p.place(a.At), Sid: a.Statement.Sid.Text}
			if a.Held == nil {
				statement.Owner, statement.Trust = a.Document.Owner.Name, a.Document.Kind == policy.TrustPolicy
			} else {
				statement.Policy, statement.Group = a.Held.Name, groupOf(a.Held)
			}
			request.Statements = append(request.Statements, statement)
		}
		way.Requests = append(way.Requests, request)
	}
	return way
}

// outside says whether somebody is no user or role of the account, nor its root user.
func outside(n *graph.Node) bool { return n.User == nil && n.Role == nil && n.Type != graph.RootType }

func groupOf(h *account.HeldPolicy) string {
	if h.Group == nil {
		return ""
	}
	return h.Group.Name.Value
}

func (p paths) place(at account.Place) lint.Range {
	return lint.Range{Source: p.sources[at.File], Start: int(at.Span.Start), End: int(at.Span.End)}
}
