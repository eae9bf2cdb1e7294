package privesc

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// newRule makes a rule about the ways of one kind that end at an administrator
// in one step.
func newRule(kind graph.Kind, meta rule.Meta) *rule.Rule {
	meta.ID, meta.Area, meta.Since = kind.Rule(), "privesc", "0.1.0"
	meta.References = append(meta.References, graph.Covered(kind)...)
	return rule.New(meta, &analysis.Analyzer{
		Requires: []*analysis.Analyzer{graph.Provider},
		Run: func(pass *analysis.Pass) (any, error) {
			report(pass, func(n *graph.Node) []*graph.Way {
				var ways []*graph.Way
				for _, w := range n.Ways {
					if w.Kind() == kind && w.Single() {
						ways = append(ways, w)
					}
				}
				return ways
			})
			return nil, nil
		},
	})
}

// An opening is a statement that opens ways, with all who go them.
type opening struct {
	allowing graph.Allowing
	ways     []*graph.Way // the first one of each principal comes first
	others   []*graph.Way // more ways of the same principals
}

// report reports the statements that open ways, each once with all whom it
// serves: the statement that allows the first request of a way opens it.
func report(pass *analysis.Pass, ways func(*graph.Node) []*graph.Way) {
	type place struct {
		file  *account.File
		start uint32
	}
	var openings []*opening
	at := make(map[place]*opening)
	for _, n := range account.Of[graph.Graph](pass, graph.Provider).Nodes {
		served := make(map[*opening]bool)
		for _, w := range ways(n) {
			allowing, ok := w.Opens()
			if !ok {
				continue
			}
			key := place{allowing.At.File, allowing.At.Span.Start}
			o := at[key]
			if o == nil {
				o = &opening{allowing: allowing}
				at[key], openings = o, append(openings, o)
			}
			if served[o] {
				o.others = append(o.others, w)
			} else {
				served[o], o.ways = true, append(o.ways, w)
			}
		}
	}
	for _, o := range openings {
		o.report(pass)
	}
}

// maxListed is how many related places a finding lists of each sort.
const maxListed = 50

func (o *opening) report(pass *analysis.Pass) {
	w := o.ways[0]
	f := rule.Finding{
		At:      o.allowing.At,
		Subject: o.subject(),
		Message: o.message(),
		Content: o.content(),
		Flow:    related(graph.Flow(w.Steps())),
		Related: o.remedy(account.Of[graph.Graph](pass, graph.Provider)),
	}
	for _, other := range o.ways[1:min(len(o.ways), maxListed)] {
		f.Related = append(f.Related, rule.Related{At: other.From.Named(), Message: other.From.Label() + " can, too: it " + graph.Describe(other.Steps()[:1])})
	}
	for _, other := range o.others[:min(len(o.others), maxListed)] {
		f.Related = append(f.Related, rule.Related{At: lastOwn(other), Message: fmt.Sprintf("or %s %s", other.From.Label(), graph.Describe(other.Steps()[:1]))})
	}
	rule.Report(pass, f)
}

// subject is who goes the way, or what the statement belongs to when several do.
func (o *opening) subject() rule.Subject {
	if d := o.allowing.Document; d != nil && len(o.ways) > 1 {
		return document.Subject(d)
	}
	n := o.ways[0].From
	return rule.Subject{Type: n.Type, ARN: n.ARN.Value, Name: n.Name.Value}
}

func (o *opening) message() string {
	w := o.ways[0]
	first := w.From.Label()
	who, does := first, "it"
	switch more := len(o.ways) - 1; more {
	case 0:
	case 1:
		who, does = first+" and one more principal", first
	default:
		who, does = fmt.Sprintf("%s and %d more principals", first, more), first
	}
	return who + " can become administrator: " + does + " " + graph.Describe(w.Steps())
}

// content is what stays the same of the statement in a fresh export.
func (o *opening) content() string {
	if d := o.allowing.Document; d != nil {
		return document.Content(d, o.allowing.Statement.Span)
	}
	return o.allowing.Held.ARN
}

// lastOwn is the place of the last statement of the principal's policies that a way needs.
func lastOwn(w *graph.Way) account.Place {
	for _, p := range slices.Backward(w.Proofs()) {
		for _, a := range p.Statements {
			if a.Held != nil {
				return a.At
			}
		}
	}
	return w.From.Named()
}

func related(steps []graph.Step) []rule.Related {
	list := make([]rule.Related, len(steps))
	for i, s := range steps {
		list[i] = rule.Related{At: s.At, Message: s.Text}
	}
	return list
}
