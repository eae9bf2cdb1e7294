package main

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/iamlint/iamlint/graph"
)

// draw gathers the principals on the paths and the steps between them.
func (p *paths) draw() *graph.Drawing {
	d := new(graph.Drawing)
	for _, n := range p.shown() {
		d.Add(p.ways(n)...)
	}
	return d
}

// drawnLabel is what stands at a node of a drawing.
func (p *paths) drawnLabel(n *graph.Drawn) string {
	if n.Node == nil {
		return n.Kind
	}
	return p.label(n.Node)
}

func (p *paths) mermaid(w io.Writer) error {
	var b strings.Builder
	b.WriteString("flowchart LR\n")
	quote := strings.NewReplacer(`"`, "'", "<", "&lt;", ">", "&gt;", "#", "&#35;")
	d := p.draw()
	for i := range d.Nodes {
		n := &d.Nodes[i]
		shape := [2]string{`["`, `"]`}
		if n.Administrator() {
			shape = [2]string{`(["`, `"])`}
		}
		fmt.Fprintf(&b, "  n%d%s%s%s\n", i, shape[0], quote.Replace(p.drawnLabel(n)), shape[1])
	}
	for _, s := range d.Steps {
		fmt.Fprintf(&b, "  n%d -->|%s| n%d\n", s.From, s.ID(), s.To)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *paths) dot(w io.Writer) error {
	var b strings.Builder
	b.WriteString("digraph paths {\n  rankdir=LR;\n  node [shape=box];\n")
	d := p.draw()
	for i := range d.Nodes {
		n := &d.Nodes[i]
		style := ""
		if n.Administrator() {
			style = ", style=bold"
		}
		fmt.Fprintf(&b, "  n%d [label=%s%s];\n", i, dotText(p.drawnLabel(n)), style)
	}
	for _, s := range d.Steps {
		fmt.Fprintf(&b, "  n%d -> n%d [label=%s];\n", s.From, s.To, dotText(s.ID()))
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
			{"label", "node", "label", "string"}, {"kind", "node", "kind", "string"}, {"arn", "node", "arn", "string"},
			{"administrator", "node", "administrator", "boolean"}, {"way", "edge", "way", "string"},
		},
		Graph: graphMLGraph{Directed: "directed"},
	}
	d := p.draw()
	for i := range d.Nodes {
		n, arn := &d.Nodes[i], ""
		if n.Node != nil {
			arn = n.Node.ARN.Value
		}
		out.Graph.Nodes = append(out.Graph.Nodes, graphMLNode{"n" + strconv.Itoa(i), []graphMLData{
			{"label", p.drawnLabel(n)}, {"kind", n.Kind}, {"arn", arn}, {"administrator", strconv.FormatBool(n.Administrator())},
		}})
	}
	for _, s := range d.Steps {
		out.Graph.Edges = append(out.Graph.Edges, graphMLEdge{"n" + strconv.Itoa(s.From), "n" + strconv.Itoa(s.To), []graphMLData{{"way", s.ID()}}})
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
