// Package policy is the language of AWS policies: parsing with positions, and
// what a document grants. It reads documents of every kind (identity, trust,
// resource, service and resource control policies); what a kind allows is a
// question for its callers.
//
// Offsets are relative to the first byte of the document, so that identical
// documents at different places of an export can share one Document.
package policy

import "github.com/iamlint/iamlint/internal/jsontape"

// Span is a half-open range of byte offsets, relative to the document.
type Span = jsontape.Span

// A Value is a scalar of a document with its place. Numbers and booleans,
// which AWS accepts for condition values, are kept as their text.
type Value struct {
	Text string
	Span Span
}

// Present says whether the document holds the value at all.
func (v Value) Present() bool { return v.Span.End != 0 }

// A Document is a parsed policy.
type Document struct {
	Span       Span // of the whole document: {0, length}
	Version    Value
	ID         Value
	Statements []Statement
	Problems   []Problem // mistakes in the form of the document, in order of place

	// Embedded says that the document stands in a string, so that its source is
	// escaped or percent-encoded JSON.
	Embedded bool

	text []byte // the JSON of the document

	services ServiceSet // of Action in all statements
	has      traits
}

// traits say what a document has at all, so that most need no second look.
type traits uint8

const (
	hasDeny traits = 1 << iota
	hasNotAction
	hasNotResource
	hasWholeService // an entry of Action such as s3:*
)

// Denies says whether the document has a Deny.
func (d *Document) Denies() bool { return d.has&hasDeny != 0 }

// HasNotAction says whether a statement has NotAction.
func (d *Document) HasNotAction() bool { return d.has&hasNotAction != 0 }

// HasNotResource says whether a statement has NotResource.
func (d *Document) HasNotResource() bool { return d.has&hasNotResource != 0 }

// note takes the traits of a statement that was read.
func (d *Document) note(s *Statement) {
	d.services |= s.services
	if s.effect == deny {
		d.has |= hasDeny
	}
	if s.namesWholeService() {
		d.has |= hasWholeService
	}
	if s.NotAction.Present() {
		d.has |= hasNotAction
	}
	if s.NotResource.Present() {
		d.has |= hasNotResource
	}
}

// Characters is the size of the document as AWS counts it: without the white
// space between elements.
func (d *Document) Characters() int {
	count, inString := 0, false
	for i := 0; i < len(d.text); i++ {
		switch c := d.text[i]; {
		case c == '"':
			inString = !inString
		case c == '\\' && inString:
			count++
			i++
		case !inString && (c == ' ' || c == '\t' || c == '\r' || c == '\n'):
			continue
		case c >= 0x80 && c < 0xC0:
			continue // goes on with a character
		}
		count++
	}
	return count
}

// A Statement is one element of Statement.
type Statement struct {
	Span       Span
	Sid        Value
	Effect     Value
	Action     Element
	Resource   Element
	Conditions []Condition
	*Exceptions

	effect   effect     // of Effect, so that asking for it touches no text
	services ServiceSet // of Action
}

type effect uint8

const (
	allow effect = 1 + iota
	deny
)

// Exceptions are the elements that most statements of identity policies lack.
// An account has tens of thousands of statements, so those without share one.
type Exceptions struct {
	NotAction    Element
	NotResource  Element
	Principal    Principals
	NotPrincipal Principals
}

// noExceptions stands in statements that have none; it never changes.
var noExceptions = new(Exceptions)

// Allows says whether the statement's effect is Allow.
func (s *Statement) Allows() bool { return s.effect == allow }

// Denies says whether the statement's effect is Deny.
func (s *Statement) Denies() bool { return s.effect == deny }

// An Element is a string or a list of strings, such as Action or Resource.
type Element struct {
	Span   Span // of the value; zero when the element is absent
	Values []Value
}

// Present says whether the statement has the element, even if it is empty.
func (e Element) Present() bool { return e.Span.End != 0 }

// Principals is the value of Principal or NotPrincipal.
type Principals struct {
	Span    Span // of the value; zero when the element is absent
	Key     Span // of the key
	Entries []Principal
}

// Present says whether the statement has the element, even if it is empty.
func (p Principals) Present() bool { return p.Span.End != 0 }

// A Principal is one entry. The bare "*" has the type "*".
type Principal struct {
	Type  string // AWS, Service, Federated, CanonicalUser or "*"
	Value Value
}

// Everyone says whether the entry stands for every caller: "*" or {"AWS": "*"}.
func (p Principal) Everyone() bool {
	return p.Value.Text == "*" && (p.Type == "AWS" || p.Type == "*")
}

// A Condition is one key under one operator; all conditions of a statement must hold.
type Condition struct {
	Operator   string // as written, for example "ForAnyValue:StringLikeIfExists"
	OperatorAt Span
	Key        Value
	Span       Span // of the value or list of values
	Values     []Value
}
