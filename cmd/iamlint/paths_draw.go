package main

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/iamlint/iamlint/graph"
)

// A drawing is the picture of paths: principals and the steps between them.
type drawing struct {
	nodes []drawnNode
	edges []drawnEdge
	ids   map[*graph.Node]int
}

type drawnNode struct {
	label         string
	arn           string
	administrator bool
}

type drawnEdge struct {
	from, to int
	label    string
}

// draw gathers the principals on the paths and the steps between them. What
// ends without another principal ends at a node of its own: administrator.
func (p *paths) draw() *drawing {
	d := &drawing{ids: make(map[*graph.Node]int)}
	drawn := make(map[*graph.Way]bool)
	for _, n := range p.nodes {
		for _, w := range p.ways(n) {
			if !drawn[w] {
				drawn[w] = true
				d.edge(p, w)
			}
		}
	}
	return d
}

func (d *drawing) edge(p *paths, w *graph.Way) {
	to := d.node(p, w.To)
	if w.Grant != nil || w.To == nil {
		to = d.node(p, nil)
	}
	d.edges = append(d.edges, drawnEdge{d.node(p, w.From), to, w.ID()})
}

func (d *drawing) node(p *paths, n *graph.Node) int {
	id, ok := d.ids[n]
	if !ok {
		id = len(d.nodes)
		d.ids[n] = id
		one := drawnNode{label: "administrator", administrator: true}
		if n != nil {
			one = drawnNode{p.label(n), n.ARN.Value, n.Administrator}
		}
		d.nodes = append(d.nodes, one)
	}
	return id
}

func (p *paths) mermaid(w io.Writer) error {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	quote := strings.NewReplacer(`"`, "'", "<", "&lt;", ">", "&gt;", "#", "&#35;")
	d := p.draw()
	for i, n := range d.nodes {
		shape := [2]string{`["`, `"]`}
		if n.administrator {
			shape = [2]string{`(["`, `"])`}
		}
		fmt.Fprintf(&b, "  n%d%s%s%s\n", i, shape[0], quote.Replace(n.label), shape[1])
	}
	for _, e := range d.edges {
		fmt.Fprintf(&b, "  n%d -->|%s| n%d\n", e.from, e.label, e.to)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *paths) dot(w io.Writer) error {
	var b strings.Builder
	b.WriteString("digraph paths {\n  rankdir=LR;\n  node [shape=box];\n")
	d := p.draw()
	for i, n := range d.nodes {
		style := ""
		if n.administrator {
			style = ", style=bold"
		}
		fmt.Fprintf(&b, "  n%d [label=%s%s];\n", i, dotText(n.label), style)
	}
	for _, e := range d.edges {
		fmt.Fprintf(&b, "  n%d -> n%d [label=%s];\n", e.from, e.to, dotText(e.label))
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// dotText is a quoted string of the DOT language.
func dotText(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(text) + `"`
}

// The shapes of GraphML (GraphML Specification).
type (
	graphML struct {
		XMLName xml.Name     `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
		Keys    []graphMLKey `xml:"key"`
		Graph   graphMLGraph `xml:"graph"`
	}
	graphMLKey struct {
		ID   string `xml:"id,attr"`
		For  string `xml:"for,attr"`
		Name string `xml:"attr.name,attr"`
		Type string `xml:"attr.type,attr"`
	}
	graphMLGraph struct {
		Directed string        `xml:"edgedefault,attr"`
		Nodes    []graphMLNode `xml:"node"`
		Edges    []graphMLEdge `xml:"edge"`
	}
	graphMLNode struct {
		ID   string        `xml:"id,attr"`
		Data []graphMLData `xml:"data"`
	}
	graphMLEdge struct {
		Source string        `xml:"source,attr"`
		Target string        `xml:"target,attr"`
		Data   []graphMLData `xml:"data"`
	}
	graphMLData struct {
		Key  string `xml:"key,attr"`
		Text string `xml:",chardata"`
	}
)

func (p *paths) graphml(w io.Writer) error {
	out := graphML{
		Keys: []graphMLKey{
			{"label", "node", "label", "string"}, {"arn", "node", "arn", "string"},
			{"administrator", "node", "administrator", "boolean"}, {"way", "edge", "way", "string"},
		},
		Graph: graphMLGraph{Directed: "directed"},
	}
	d := p.draw()
	for i, n := range d.nodes {
		out.Graph.Nodes = append(out.Graph.Nodes, graphMLNode{"n" + strconv.Itoa(i), []graphMLData{
			{"label", n.label}, {"arn", n.arn}, {"administrator", strconv.FormatBool(n.administrator)},
		}})
	}
	for _, e := range d.edges {
		out.Graph.Edges = append(out.Graph.Edges, graphMLEdge{"n" + strconv.Itoa(e.from), "n" + strconv.Itoa(e.to), []graphMLData{{"way", e.label}}})
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
