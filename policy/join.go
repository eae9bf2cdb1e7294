package policy

import "slices"

// Join makes one document of several that bind the same principal: what one of
// them denies, another cannot grant. It has no text of its own.
func Join(documents ...*Document) *Document {
	joined := new(Document)
	for _, d := range documents {
		joined.Statements = append(joined.Statements, d.Statements...)
	}
	for i := range joined.Statements {
		joined.note(&joined.Statements[i])
	}
	return joined
}

// DeniesEverything says whether a Deny without a condition leaves nothing.
func (d *Document) DeniesEverything() bool { return d.deniesService(ActionPattern{"*", "*"}) }

// Without is the document without some of its statements.
func (d *Document) Without(statements ...*Statement) *Document {
	rest := &Document{Span: d.Span, Version: d.Version, ID: d.ID, Embedded: d.Embedded, text: d.text}
	for i := range d.Statements {
		if !slices.Contains(statements, &d.Statements[i]) {
			rest.Statements = append(rest.Statements, d.Statements[i])
		}
	}
	for i := range rest.Statements {
		rest.note(&rest.Statements[i])
	}
	return rest
}
