package policy

import (
	"fmt"
	"iter"
	"slices"
	"strconv"

	"github.com/iamlint/iamlint/internal/jsontape"
	"github.com/iamlint/iamlint/internal/slab"
	"github.com/iamlint/iamlint/internal/spelling"
)

// Parse reads a document from JSON text. It fails only on text that is not one
// JSON value; mistakes in the form of the document are its Problems.
func Parse(text []byte) (*Document, error) {
	tape, err := jsontape.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("parse policy document: %w", err)
	}
	if roots := tape.Roots(); len(roots) > 1 {
		return nil, fmt.Errorf("parse policy document: %w", &jsontape.SyntaxError{
			Offset: int(tape.Span(roots[1]).Start), Message: "a second JSON value after the document"})
	}
	return FromTape(tape, tape.Roots()[0], Origin{Base: tape.Span(tape.Roots()[0]).Start}), nil
}

// An Origin turns offsets of a tape into offsets of a document.
type Origin struct {
	Base uint32 // the tape offset at which the document begins

	// Table, if not nil, gives the document offset for every tape offset: for a
	// document that stands escaped in a string, where one byte of JSON is
	// several of the document's source.
	Table []uint32
}

func (o Origin) span(s Span) Span {
	if o.Table != nil {
		return Span{Start: o.Table[s.Start], End: o.Table[s.End]}
	}
	return Span{Start: s.Start - o.Base, End: s.End - o.Base}
}

// A Reader reads documents one after the other. They share memory, so one is best
// used for documents that are needed equally long. The zero value is ready for
// use. Not safe for concurrent use.
type Reader struct{ parser parser }

// FromTape reads the document that is the value at n.
func (r *Reader) FromTape(tape *jsontape.Tape, n jsontape.Node, origin Origin) *Document {
	p := &r.parser
	p.tape, p.origin, p.doc = tape, origin, p.documents.New()
	p.doc.Embedded, p.doc.text = origin.Table != nil, tape.Raw(n)
	p.document(n)
	slices.SortStableFunc(p.doc.Problems, func(a, b Problem) int { return int(a.Span.Start) - int(b.Span.Start) })
	return p.doc
}

// FromTape reads the document that is the value at n with a Reader of its own.
func FromTape(tape *jsontape.Tape, n jsontape.Node, origin Origin) *Document {
	return new(Reader).FromTape(tape, n, origin)
}

// Unreadable makes the document of a text that is not JSON.
func Unreadable(span, at Span, message string) *Document {
	return &Document{Span: span, Problems: []Problem{{Kind: InvalidJSON, Span: at, Detail: message}}}
}

type parser struct {
	tape   *jsontape.Tape
	origin Origin
	doc    *Document

	// What documents are made of.
	documents  slab.Slab[Document]
	statements slab.Slab[Statement]
	exceptions slab.Slab[Exceptions]
	conditions slab.Slab[Condition]
	values     slab.Slab[Value]
}

func (p *parser) span(n jsontape.Node) Span { return p.origin.span(p.tape.Span(n)) }

func (p *parser) wrongType(n jsontape.Node, element, want string) {
	p.doc.Problems = append(p.doc.Problems, Problem{Kind: WrongType, Span: p.span(n), Element: element,
		Detail: fmt.Sprintf("%s where %s belongs", p.tape.Kind(n), want)})
}

func (p *parser) duplicate(key jsontape.Node) {
	p.doc.Problems = append(p.doc.Problems, Problem{Kind: DuplicateKey, Span: p.span(key), Element: p.tape.String(key),
		Detail: "stands twice in one object"})
}

// members are the members of an object whose key did not stand before; the
// others become problems, because readers disagree about which one counts.
func (p *parser) members(n jsontape.Node) iter.Seq2[jsontape.Node, jsontape.Node] {
	return func(yield func(key, value jsontape.Node) bool) {
		// Objects of policies have a handful of keys: comparing is cheaper than a set.
		var few [8]string
		seen := few[:0]
		var many map[string]bool
		for key, value := range p.tape.Members(n) {
			name := p.tape.String(key)
			if many[name] || slices.Contains(seen, name) {
				p.duplicate(key)
				continue
			}
			if len(seen) < cap(seen) {
				seen = append(seen, name)
			} else {
				if many == nil {
					many = make(map[string]bool)
				}
				many[name] = true
			}
			if !yield(key, value) {
				return
			}
		}
	}
}

func (p *parser) document(n jsontape.Node) {
	p.doc.Span = p.span(n)
	if p.tape.Kind(n) != jsontape.Object {
		p.wrongType(n, "policy document", "an object")
		return
	}
	for key, value := range p.members(n) {
		switch p.tape.String(key) {
		case "Version":
			p.doc.Version = p.text(value, "Version")
		case "Id":
			p.doc.ID = p.text(value, "Id")
		case "Statement":
			p.statementList(value)
		default:
			p.unknownElement(key, documentElements, Span{})
		}
	}
}

var (
	documentElements  = []string{"Version", "Id", "Statement"}
	statementElements = []string{"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition"}
	principalTypes    = []string{"AWS", "Service", "Federated", "CanonicalUser"}
)

// unknownElement notes a key that the policy language does not know at this place.
func (p *parser) unknownElement(key jsontape.Node, known []string, scope Span) {
	name := p.tape.String(key)
	problem := Problem{Kind: UnknownElement, Span: p.span(key), Element: name, Scope: scope,
		Detail: fmt.Sprintf("has an element %q, which the policy language does not know", name)}
	if near := spelling.Nearest(name, slices.Values(known)); near != "" {
		problem.Detail = fmt.Sprintf("has an element %q, which the policy language does not know (did you mean %q?)", name, near)
		problem.Fix = replace(p.span(key), strconv.Quote(near), "rename it to "+near, false)
	}
	p.doc.Problems = append(p.doc.Problems, problem)
}

func (p *parser) statementList(n jsontape.Node) {
	switch p.tape.Kind(n) {
	case jsontape.Object:
		p.doc.Statements = p.statements.Cut(1)
		p.statement(n, &p.doc.Statements[0])
		p.doc.note(&p.doc.Statements[0])
	case jsontape.Array:
		p.doc.Statements = p.statements.Cut(p.tape.Len(n))[:0]
		for element := range p.tape.Elements(n) {
			if p.tape.Kind(element) != jsontape.Object {
				p.wrongType(element, "Statement", "an object")
				continue
			}
			p.doc.Statements = append(p.doc.Statements, Statement{})
			last := &p.doc.Statements[len(p.doc.Statements)-1]
			p.statement(element, last)
			p.doc.note(last)
		}
	default:
		p.wrongType(n, "Statement", "a list of objects or an object")
	}
}

func (p *parser) statement(n jsontape.Node, s *Statement) {
	s.Span, s.Exceptions = p.span(n), noExceptions
	for key, value := range p.members(n) {
		switch name := p.tape.String(key); name {
		case "Sid":
			s.Sid = p.text(value, name)
		case "Effect":
			s.Effect = p.text(value, name)
			switch s.Effect.Text {
			case "Allow":
				s.effect = allow
			case "Deny":
				s.effect = deny
			}
		case "Action":
			s.Action = p.element(value, name, ActionEmpty, s.Span)
			s.services = s.servicesNamed()
		case "NotAction":
			p.exceptionsOf(s).NotAction = p.element(value, name, ActionEmpty, s.Span)
		case "Resource":
			s.Resource = p.element(value, name, ResourceEmpty, s.Span)
		case "NotResource":
			p.exceptionsOf(s).NotResource = p.element(value, name, ResourceEmpty, s.Span)
		case "Principal":
			p.exceptionsOf(s).Principal = p.principals(key, value, s.Span)
		case "NotPrincipal":
			p.exceptionsOf(s).NotPrincipal = p.principals(key, value, s.Span)
		case "Condition":
			s.Conditions = p.conditionList(value, s.Span)
		default:
			p.unknownElement(key, statementElements, s.Span)
		}
	}
}

// exceptionsOf are those of the statement alone.
func (p *parser) exceptionsOf(s *Statement) *Exceptions {
	if s.Exceptions == noExceptions {
		s.Exceptions = p.exceptions.New()
	}
	return s.Exceptions
}

func (p *parser) text(n jsontape.Node, element string) Value {
	if p.tape.Kind(n) != jsontape.String {
		p.wrongType(n, element, "a string")
		return Value{}
	}
	return Value{Text: p.tape.String(n), Span: p.span(n)}
}

// element reads Action, Resource or their Not forms; an empty list is a problem
// of the kind empty.
func (p *parser) element(n jsontape.Node, name string, empty ProblemKind, scope Span) Element {
	if p.tape.Kind(n) == jsontape.Array && p.tape.Len(n) == 0 {
		p.empty(empty, n, name, scope, "has an empty list as "+name)
	}
	return Element{Span: p.span(n), Values: p.valueList(n, name, false)}
}

// valueList reads a scalar or a list of scalars; only conditions may have numbers and booleans.
func (p *parser) valueList(n jsontape.Node, element string, condition bool) []Value {
	if p.tape.Kind(n) != jsontape.Array {
		if v, ok := p.scalar(n, condition); ok {
			values := p.values.Cut(1)
			values[0] = v
			return values
		}
		p.wrongType(n, element, "a string or a list of strings")
		return nil
	}
	values := p.values.Cut(p.tape.Len(n))[:0]
	for e := range p.tape.Elements(n) {
		if v, ok := p.scalar(e, condition); ok {
			values = append(values, v)
		} else {
			p.wrongType(e, element, "a string")
		}
	}
	return values
}

func (p *parser) scalar(n jsontape.Node, condition bool) (Value, bool) {
	switch p.tape.Kind(n) {
	case jsontape.String:
		return Value{Text: p.tape.String(n), Span: p.span(n)}, true
	case jsontape.Number, jsontape.True, jsontape.False:
		return Value{Text: string(p.tape.Raw(n)), Span: p.span(n)}, condition
	}
	return Value{}, false
}

func (p *parser) principals(element, n jsontape.Node, scope Span) Principals {
	name := p.tape.String(element)
	principals := Principals{Span: p.span(n), Key: p.span(element)}
	switch p.tape.Kind(n) {
	case jsontape.String:
		principals.Entries = []Principal{{Type: "*", Value: Value{Text: p.tape.String(n), Span: p.span(n)}}}
	case jsontape.Object:
		for key, value := range p.members(n) {
			kind := p.tape.String(key)
			if !slices.Contains(principalTypes, kind) {
				p.unknownPrincipalType(key, kind, scope)
			}
			if p.tape.Kind(value) == jsontape.Array && p.tape.Len(value) == 0 {
				p.empty(EmptyPrincipal, value, name, scope, fmt.Sprintf("names no %s principal", kind))
			}
			for _, v := range p.valueList(value, name, false) {
				principals.Entries = append(principals.Entries, Principal{Type: kind, Value: v})
			}
		}
		if p.tape.Len(n) == 0 {
			p.empty(EmptyPrincipal, n, name, scope, "names no "+name)
		}
	default:
		p.wrongType(n, name, `"*" or an object`)
	}
	return principals
}

// unknownPrincipalType notes a key of Principal that is no type of principal.
func (p *parser) unknownPrincipalType(key jsontape.Node, kind string, scope Span) {
	problem := Problem{Kind: UnknownPrincipalType, Span: p.span(key), Element: kind, Scope: scope,
		Detail: fmt.Sprintf("names a principal of the type %q, which does not exist", kind)}
	if near := spelling.Nearest(kind, slices.Values(principalTypes)); near != "" {
		problem.Detail += fmt.Sprintf(" (did you mean %q?)", near)
	}
	p.doc.Problems = append(p.doc.Problems, problem)
}

func (p *parser) empty(kind ProblemKind, n jsontape.Node, element string, scope Span, detail string) {
	p.doc.Problems = append(p.doc.Problems, Problem{Kind: kind, Span: p.span(n), Element: element, Scope: scope, Detail: detail})
}

func (p *parser) conditionList(n jsontape.Node, scope Span) []Condition {
	if p.tape.Kind(n) != jsontape.Object {
		p.wrongType(n, "Condition", "an object")
		return nil
	}
	if p.tape.Len(n) == 0 {
		p.empty(EmptyCondition, n, "Condition", scope, "has a Condition without operators")
	}
	count := 0
	for _, keys := range p.tape.Members(n) {
		if p.tape.Kind(keys) == jsontape.Object {
			count += p.tape.Len(keys)
		}
	}
	conditions := p.conditions.Cut(count)[:0]
	for operator, keys := range p.members(n) {
		if p.tape.Kind(keys) != jsontape.Object {
			p.wrongType(keys, "Condition", "an object")
			continue
		}
		if p.tape.Len(keys) == 0 {
			p.empty(EmptyCondition, keys, p.tape.String(operator), scope, fmt.Sprintf("has a condition %s without keys", p.tape.String(operator)))
		}
		for key, values := range p.members(keys) {
			conditions = append(conditions, Condition{
				Operator:   p.tape.String(operator),
				OperatorAt: p.span(operator),
				Key:        Value{Text: p.tape.String(key), Span: p.span(key)},
				Span:       p.span(values),
				Values:     p.valueList(values, "Condition", true),
			})
			if p.tape.Kind(values) == jsontape.Array && p.tape.Len(values) == 0 {
				p.empty(EmptyCondition, values, p.tape.String(key), scope, fmt.Sprintf("tests %s against no value", p.tape.String(key)))
			}
		}
	}
	return conditions
}
