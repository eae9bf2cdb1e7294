package graph

import (
	"fmt"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
)

// Label is how texts call a principal.
func (n *Node) Label() string {
	switch n.Type {
	case RootType:
		return "the root user"
	case EverybodyType:
		return "everybody"
	case ServiceType:
		return n.Name.Value
	}
	return fmt.Sprintf("%s %q", n.Type, n.Name.Value)
}

// Does says what the principal does on the way, as `passes role "x" to ...`:
// one phrase for each thing that it does.
func (w *Way) Does() []string {
	var does []string
	if w.uncap != nil {
		does = w.uncap.Does()
	}
	if w.Grant != nil {
		does = append(does, w.attached.does(fmt.Sprintf(w.Grant.Does, w.objectLabel())))
	}
	switch m := w.Mechanism; {
	case m == nil:
	case w.To == nil:
		does = append(does, w.attached.does(m.Does))
	default:
		does = append(does, fmt.Sprintf(m.Does, w.To.Label()))
	}
	return does
}

// objectLabel is how texts call what a grant acts on.
func (w *Way) objectLabel() string {
	if w.object == w.To.ARN.Value {
		if w.To == w.From {
			return "itself"
		}
		return w.To.Label()
	}
	kind, name, _ := strings.Cut(w.object[strings.LastIndexByte(w.object, ':')+1:], "/")
	return fmt.Sprintf("%s %q", kind, name[strings.LastIndexByte(name, '/')+1:])
}

// Exists says what has to be there for the way besides what the exports show;
// "" for nothing.
func (w *Way) Exists() string {
	if w.Mechanism == nil || w.workload != nil || w.shown {
		return ""
	}
	return w.Mechanism.Exists
}

// Conditions are the condition keys on which the way depends: about the
// caller's session or network, or chosen by the caller.
func (w *Way) Conditions() []string {
	var all Proof
	for _, p := range w.Proofs() {
		if p.Caller == w.From.caller() {
			all.add(p.Conditions)
		}
	}
	return all.Conditions
}

// Describe says what is done on ways that follow one another, and on what the
// first depends.
func Describe(ways []*Way) string {
	var b strings.Builder
	for i, w := range ways {
		switch {
		case i > 0 && w.From == ways[0].From:
			b.WriteString(", then ")
		case i > 0:
			b.WriteString(", which ")
		}
		b.WriteString(strings.Join(w.Does(), ", then "))
		if exists := w.Exists(); exists != "" {
			b.WriteString(" (needs " + exists + ")")
		}
		if keys := w.Conditions(); len(keys) > 0 {
			b.WriteString(" (under a condition on " + strings.Join(keys, ", ") + ")")
		}
	}
	return b.String()
}

// A Step is a request of ways that follow one another, at the statement that
// allows it; the last is the policy that makes an administrator.
type Step struct {
	At   account.Place
	Text string
}

// Flow are the steps of ways that follow one another.
func Flow(ways []*Way) []Step {
	var steps []Step
	for _, w := range ways {
		for _, p := range w.Proofs() {
			for _, a := range p.Statements {
				steps = append(steps, Step{a.At, w.Proven(p, a)})
			}
		}
		if w.To == nil {
			continue
		}
		if h := w.To.Everything(); h != nil {
			at := h.At
			if h.Document != nil {
				at = h.Document.Named()
			}
			steps = append(steps, Step{at, fmt.Sprintf("%s is administrator by %s", w.To.Label(), h.Name)})
		}
	}
	return steps
}

// Caller is who makes a request of the way besides the principal, a service that
// takes a role; "" for the principal.
func (w *Way) Caller(p Proof) string {
	if p.Caller == w.From.caller() {
		return ""
	}
	return p.Caller
}

// Proven says what a statement of a proof allows.
func (w *Way) Proven(p Proof, a Allowing) string {
	who := p.Caller
	if who == w.From.caller() {
		who = w.From.Label()
	}
	on := p.Resource
	if w.To != nil && on == w.To.ARN.Value {
		on = w.To.Label()
	}
	text := fmt.Sprintf("%s may use %s", who, p.Action)
	switch {
	case a.Held == nil && a.Document.Kind == policy.TrustPolicy:
		text = fmt.Sprintf("the trust policy lets %s take %s", who, on)
	case a.Held == nil:
		text += " on " + on + " by its policy"
	case on != "*":
		text += " on " + on
	}
	if a.Held != nil {
		text += fmt.Sprintf(" by policy %q", a.Held.Name)
		if a.Held.Group != nil {
			text += fmt.Sprintf(" of group %q", a.Held.Group.Name.Value)
		}
	}
	if len(p.Conditions) > 0 {
		text += ", under a condition on " + strings.Join(p.Conditions, ", ")
	}
	return text
}
