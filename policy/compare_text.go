package policy

import (
	"slices"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/internal/language"
)

// arnShape fits what has the six parts of an ARN; notARNs fit what has fewer.
var arnShape, notARNs = func() (language.Pattern, []language.Pattern) {
	part := language.Pattern{language.Star(false)}
	var shorter []language.Pattern
	for len(shorter) < 5 {
		shorter = append(shorter, slices.Clone(part))
		part = append(part, language.Letter(':'), language.Star(false))
	}
	part[len(part)-1] = language.Star(true)
	return part, shorter
}()

// accountKeys have account ids as values, which are of accountShape.
var (
	accountKeys  = map[string]bool{"aws:principalaccount": true, "aws:resourceaccount": true, "aws:sourceaccount": true, "aws:vpceaccount": true}
	accountShape = language.Pattern(slices.Repeat([]language.Token{language.One(false)}, 12))
)

// nonEmpty fits every text but the empty one.
var nonEmpty = language.Pattern{language.Some(true), language.Star(true)}

// findText finds a text where all operators take texts.
func (s *solver) findText(d keyDomain, tests []keyTest) (string, language.Answer) {
	q := language.Question{Limit: searchLimit, Out: slices.Clone(d.out), Digits: d.in != nil}
	if d.in != nil {
		q.In = append(q.In, d.in)
	}
	for _, t := range tests {
		c := t.condition
		if c.broken && (c.negated || c.valueless()) {
			if t.holds {
				return "", language.None
			}
			continue
		}
		patterns := s.patternsOf(c)
		fits := t.holds != c.negated
		switch {
		case c.operator == arnLike && c.negated && t.holds:
			q.In = append(q.In, []language.Pattern{arnShape})
			q.Out = append(q.Out, patterns...)
		case c.operator == arnLike && c.negated:
			q.In = append(q.In, append(slices.Clone(notARNs), patterns...))
		case fits:
			q.In = append(q.In, patterns)
		default:
			q.Out = append(q.Out, patterns...)
		}
	}
	q.In = append(q.In, []language.Pattern{nonEmpty})
	// What looks like the values of the key is easier to believe.
	plain := q
	switch {
	case d.known && d.typ.Element() == catalog.ARN:
		plain.In = append(slices.Clone(q.In), []language.Pattern{arnShape})
	case accountKeys[d.name]:
		plain.In, plain.Digits = append(slices.Clone(q.In), []language.Pattern{accountShape}), true
	}
	if len(plain.In) > len(q.In) {
		if text, found := plain.Find(); found == language.Found && (!plain.Digits || isAccountID(string(text))) {
			return string(text), found
		}
	}
	text, found := q.Find()
	if found == language.Unknown && len(s.variables) > 0 {
		if guess, ok := q.Relaxed(); ok == language.Found {
			s.guess(q.In, string(guess))
		}
	}
	return string(text), found
}

// patternsOf are the values of a condition as patterns.
func (c *comparison) patternsOf(of *condition) []language.Pattern {
	nothing := new(Context).Open() // known variables are no variables any more
	patterns := []language.Pattern{}
	for i := range of.templates {
		if p, ok := c.tokens(language.Pattern{}, &of.templates[i], nothing, true, of.operator == stringEqualsIgnoreCase); ok {
			patterns = append(patterns, p)
		}
	}
	for i := range of.arns {
		p := language.Pattern{}
		for part := range of.arns[i] {
			if part > 0 {
				p = append(p, language.Letter(':'))
			}
			from := len(p)
			var ok bool
			if p, ok = c.tokens(p, &of.arns[i][part], nothing, part == 5, false); !ok || part < 5 && slices.Contains(p[from:], language.Letter(':')) {
				p = nil
				break
			}
		}
		if p != nil {
			patterns = append(patterns, p)
		}
	}
	return patterns
}
