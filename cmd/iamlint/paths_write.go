package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/report"
)

func (p *paths) write(w io.Writer, format string) error {
	switch format {
	case "mermaid":
		return p.mermaid(w)
	case "dot":
		return p.dot(w)
	case "graphml":
		return p.graphml(w)
	}
	p.locate()
	if format == "json" {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(p.json())
	}
	_, err := io.WriteString(w, p.text())
	return err
}

// maxPaths is how many paths the text shows.
const maxPaths = 20

func (p *paths) text() string {
	var b strings.Builder
	goal := "administrator"
	if p.goal != nil {
		goal = p.label(p.goal)
	}
	if n := p.asked; n != nil {
		p.one(&b, n, goal)
		return b.String()
	}
	fmt.Fprintf(&b, "%d of %d principals can become %s", len(p.nodes), p.principals(), goal)
	if p.goal == nil {
		fmt.Fprintf(&b, ", besides %d that are", len(p.administrators()))
	}
	b.WriteString("\n")
	for i, n := range p.nodes {
		if i == maxPaths {
			fmt.Fprintf(&b, "\nand %d more: name one, or use --format json\n", len(p.nodes)-i)
			break
		}
		fmt.Fprintf(&b, "\n%s\n", p.label(n))
		p.steps(&b, n.Steps())
	}
	p.fromOutside(&b)
	if len(p.cuts) > 0 {
		b.WriteString("\nStatements whose removal closes most\n")
		for _, c := range p.cuts {
			at := p.place(c.Allowing)
			instead := ""
			if c.Held != nil && account.IsAWSManaged(c.Held.ARN) {
				instead = " (AWS's policy: attach a narrower one instead)"
			}
			fmt.Fprintf(&b, "  %s:%d:%d: %s: closes %d of %d%s\n", report.Printable(at.Path), at.Line, at.Column, report.Printable(at.Policy), c.Closes, len(p.nodes), instead)
		}
	}
	return b.String()
}

// fromOutside shows who comes in from outside, and which services hold roles that
// end there.
func (p *paths) fromOutside(b *strings.Builder) {
	var services []string
	count := 0
	for _, n := range p.outside {
		if n.Type == graph.ServiceType {
			services = append(services, fmt.Sprintf("%s (%d)", p.label(n), len(n.Ways)))
			continue
		}
		count++
		switch {
		case count == 1:
			b.WriteString("\nFrom outside\n")
		case count > maxPaths:
			continue
		}
		fmt.Fprintf(b, "\n%s\n", p.label(n))
		p.steps(b, n.Steps())
		if more := len(n.Ways) - 1; more > 0 {
			fmt.Fprintf(b, "  and %d more ways\n", more)
		}
	}
	if count > maxPaths {
		fmt.Fprintf(b, "\nand %d more: name one, or use --format json\n", count-maxPaths)
	}
	if len(services) > 0 {
		fmt.Fprintf(b, "\nServices that hold roles of administrators, or of principals on the way: %s\n", strings.Join(services, ", "))
	}
}

// one shows all ways of a principal.
func (p *paths) one(b *strings.Builder, n *graph.Node, goal string) {
	switch {
	case n.Type == graph.RootType && !n.Administrator:
		fmt.Fprintf(b, "%s is no administrator: the organization's policies keep it from changing permissions\n", p.label(n))
	case n.Type == graph.RootType && p.goal == nil:
		fmt.Fprintf(b, "%s is administrator: no policy but those of the organization binds it\n", p.label(n))
	case n.Administrator && p.goal == nil:
		fmt.Fprintf(b, "%s is administrator by %s\n", p.label(n), report.Printable(n.Everything().Name))
	case n == p.goal:
		fmt.Fprintf(b, "%s is the one to become\n", p.label(n))
	case n.Unknown():
		fmt.Fprintf(b, "%s is not judged: the exports lack a policy that it holds, or only a service can use it\n", p.label(n))
	case len(n.Ways) == 0:
		fmt.Fprintf(b, "%s cannot become %s\n", p.label(n), goal)
	case len(n.Ways) == 1:
		fmt.Fprintf(b, "%s can become %s\n", p.label(n), goal)
	default:
		fmt.Fprintf(b, "%s can become %s in %d ways\n", p.label(n), goal, len(n.Ways))
	}
	for i, w := range n.Ways {
		if i > 0 {
			b.WriteString("\n")
		}
		p.steps(b, w.Steps())
	}
}

// steps shows ways that follow one another.
func (p *paths) steps(b *strings.Builder, ways []*graph.Way) {
	for i, w := range ways {
		fmt.Fprintf(b, "  %d. %s", i+1, report.Printable(graph.Describe(ways[i:i+1])))
		if ids := w.Covers(); len(ids) > 0 {
			fmt.Fprintf(b, " [%s]", strings.Join(ids, ", "))
		}
		b.WriteString("\n")
		for _, proof := range w.Proofs() {
			for _, a := range proof.Statements {
				at := p.place(a)
				fmt.Fprintf(b, "       %s:%d:%d: %s\n", report.Printable(at.Path), at.Line, at.Column, report.Printable(w.Proven(proof, a)))
			}
		}
	}
	last := ways[len(ways)-1].To
	if last == nil {
		return
	}
	if h := last.Everything(); h != nil && p.goal == nil {
		fmt.Fprintf(b, "     %s is administrator by %s\n", p.label(last), report.Printable(h.Name))
	}
}

func (p *paths) label(n *graph.Node) string {
	if p.several {
		return report.Printable(n.Label() + " of " + n.AccountID())
	}
	return report.Printable(n.Label())
}

// The shapes of the JSON output.
type (
	jsonPaths struct {
		SchemaVersion  int           `json:"schemaVersion"`
		Goal           string        `json:"goal"` // an ARN, or "administrator"
		Principals     int           `json:"principals"`
		Administrators []string      `json:"administrators"`
		Paths          []jsonPath    `json:"paths"`
		Outside        []jsonOutside `json:"outside"`
		Cuts           []jsonCut     `json:"cuts"`
	}
	jsonPath struct {
		From  string     `json:"from"`
		Steps []jsonStep `json:"steps"`
	}
	jsonOutside struct {
		Kind  string     `json:"kind"`
		Name  string     `json:"name"`
		Paths []jsonPath `json:"paths"`
	}
	jsonStep struct {
		Way        string        `json:"way"`
		Covers     []string      `json:"covers"`
		Does       []string      `json:"does"`
		To         string        `json:"to"` // "" through IAM Identity Center
		Exists     string        `json:"exists"`
		Conditions []string      `json:"conditions"`
		Requests   []jsonRequest `json:"requests"`
	}
	jsonRequest struct {
		Caller     string      `json:"caller"`
		Action     string      `json:"action"`
		Resource   string      `json:"resource"`
		Conditions []string    `json:"conditions"`
		Statements []jsonPlace `json:"statements"`
	}
	jsonCut struct {
		jsonPlace
		Closes int `json:"closes"`
	}
)

func (p *paths) json() jsonPaths {
	out := jsonPaths{SchemaVersion: 1, Goal: "administrator", Principals: p.principals(), Administrators: []string{}, Paths: []jsonPath{}, Outside: []jsonOutside{}, Cuts: []jsonCut{}}
	if p.goal != nil {
		out.Goal = p.goal.ARN.Value
	}
	for _, n := range p.administrators() {
		out.Administrators = append(out.Administrators, n.ARN.Value)
	}
	for _, n := range p.nodes {
		if n != p.asked {
			out.Paths = append(out.Paths, p.jsonPath(n, n.Steps()))
			continue
		}
		for _, w := range n.Ways {
			out.Paths = append(out.Paths, p.jsonPath(n, w.Steps()))
		}
	}
	for _, n := range p.outside {
		one := jsonOutside{Kind: n.Type, Name: n.Name.Value}
		for _, w := range n.Ways {
			one.Paths = append(one.Paths, p.jsonPath(n, w.Steps()))
		}
		out.Outside = append(out.Outside, one)
	}
	for _, c := range p.cuts {
		out.Cuts = append(out.Cuts, jsonCut{p.place(c.Allowing), c.Closes})
	}
	return out
}

func (p *paths) jsonPath(n *graph.Node, ways []*graph.Way) jsonPath {
	path := jsonPath{From: cmp.Or(n.ARN.Value, n.Name.Value)}
	for _, w := range ways {
		step := jsonStep{Way: w.ID(), Covers: notNil(w.Covers()), Does: w.Does(), Exists: w.Exists(), Conditions: notNil(w.Conditions()), Requests: []jsonRequest{}}
		if w.To != nil {
			step.To = w.To.ARN.Value
		}
		for _, proof := range w.Proofs() {
			r := jsonRequest{proof.Caller, proof.Action, proof.Resource, notNil(proof.Conditions), []jsonPlace{}}
			for _, a := range proof.Statements {
				r.Statements = append(r.Statements, p.place(a))
			}
			step.Requests = append(step.Requests, r)
		}
		path.Steps = append(path.Steps, step)
	}
	return path
}

func notNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
