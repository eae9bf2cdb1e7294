package policy

import (
	"slices"
	"strconv"
	"strings"

	"github.com/iamlint/iamlint/internal/language"
)

// A predicate is what a statement asks of one thing: the resource, or a
// condition key. Predicates that say the same are one.
type predicate struct {
	dimension string // the key, "" for the resource

	// Of the resource.
	patterns   []language.Pattern
	everything bool // fits "*", too
	negated    bool

	// Of a key; opaque where nothing but a request tells.
	condition *condition
	opaque    bool
}

// A term is a statement in the light of what is known of a caller: it applies
// if all of its predicates hold.
type term struct {
	*sideStatement
	predicates []int
}

// term is nil for a statement that cannot apply.
func (c *comparison) term(s *sideStatement, e *evaluation, known *Context) *term {
	switch {
	case s.of == ResourceType && !s.hasPrincipal,
		(s.of == ResourceType || s.of == EndpointType || s.of == RCPType) && s.hasPrincipal && e.fits(s.compiledStatement) == noMatch,
		!s.hasResource && s.of != ResourceType && s.of != EndpointType:
		return nil
	}
	t := &term{sideStatement: s}
	if s.hasResource {
		t.add(c.resourcePredicate(s, known))
	}
	for i := range s.conditions {
		condition := &s.conditions[i]
		if turned := condition.turned(known); turned != nil {
			condition = turned
		}
		switch condition.holds(known) {
		case True:
			continue
		case False:
			return nil
		}
		t.add(c.conditionPredicate(condition, known))
	}
	return t
}

func (t *term) add(predicate int) {
	if !slices.Contains(t.predicates, predicate) {
		t.predicates = append(t.predicates, predicate)
	}
}

func (c *comparison) intern(key string, make func() predicate) int {
	i, ok := c.interned[key]
	if !ok {
		i = len(c.predicates)
		c.predicates = append(c.predicates, make())
		c.interned[key] = i
	}
	return i
}

func (c *comparison) resourcePredicate(s *sideStatement, known *Context) int {
	var texts []string
	var patterns []language.Pattern
	everything := false
	for i := range s.resources {
		t := &s.resources[i]
		everything = everything || t.all
		if p := c.resourcePattern(t, s.of, known); p != nil {
			patterns = append(patterns, p)
			texts = append(texts, p.String())
		}
	}
	if everything {
		patterns, texts = []language.Pattern{language.Any()}, nil
	}
	slices.Sort(texts)
	key := "\x00" + strconv.FormatBool(s.notResource) + strconv.FormatBool(everything) + strings.Join(slices.Compact(texts), "\x00")
	return c.intern(key, func() predicate {
		return predicate{patterns: patterns, everything: everything, negated: s.notResource}
	})
}

// resourcePattern is an entry of Resource as a pattern for ARNs; nil when it fits none.
func (c *comparison) resourcePattern(t *resourceTemplate, of Type, known *Context) language.Pattern {
	if t.all || t.noARN || t.n < 6 && !t.mayBeShort(of) {
		return nil
	}
	p := language.Text("arn")
	for i := 1; i < 6; i++ {
		p = append(p, language.Letter(':'))
		if i >= t.n {
			p = append(p, language.Star(i == 5))
			continue
		}
		from := len(p)
		var ok bool
		if p, ok = c.tokens(p, &t.parts[i], known, i == 5, false); !ok || i < 5 && slices.Contains(p[from:], language.Letter(':')) {
			return nil // or a colon where no part of an ARN has one
		}
	}
	return p
}

// tokens appends a template; ok is false when a variable of it has no value.
func (c *comparison) tokens(p language.Pattern, t *template, known *Context, colon, fold bool) (_ language.Pattern, ok bool) {
	if t.pieces == nil {
		switch {
		case !t.wildcards:
			return literalTokens(p, t.text, fold), true
		case t.kind == globPrefix:
			return append(globTokens(p, t.text, colon), language.Star(colon)), true
		}
		return globTokens(p, t.text, colon), true
	}
	for i := range t.pieces {
		one := &t.pieces[i]
		switch {
		case one.variable == "" && one.literal:
			p = literalTokens(p, one.text, fold)
			continue
		case one.variable == "":
			p = globTokens(p, one.text, colon)
			continue
		}
		key, told := known.lookup(one.variable)
		switch {
		case !told:
			p = append(p, language.Letter(c.symbol(one, fold)))
		case key != nil && !key.multi:
			p = literalTokens(p, key.values[0], fold)
		case one.fallback:
			p = literalTokens(p, one.text, fold)
		default:
			return nil, false
		}
	}
	return p, true
}

func literalTokens(p language.Pattern, text string, fold bool) language.Pattern {
	for _, r := range text {
		if fold {
			p = append(p, language.Folded(language.Fold(r)))
		} else {
			p = append(p, language.Letter(r))
		}
	}
	return p
}

// globTokens reads a text with wildcards, which fit colons or not.
func globTokens(p language.Pattern, text string, colon bool) language.Pattern {
	for _, r := range text {
		switch {
		case r == '*' && len(p) > 0 && p[len(p)-1] == language.Star(colon):
		case r == '*':
			p = append(p, language.Star(colon))
		case r == '?':
			p = append(p, language.One(colon))
		default:
			p = append(p, language.Letter(r))
		}
	}
	return p
}

// A variable is a policy variable whose value nobody knows.
type variable struct {
	symbol   rune
	key      string
	fallback string
	has      bool // a fallback
}

// plainKeys have values without colons.
var plainKeys = map[string]bool{"aws:username": true, "aws:principalaccount": true, "aws:resourceaccount": true, "aws:sourceaccount": true, "aws:principalorgid": true}

// symbol is the letter that stands for the value of a variable.
func (c *comparison) symbol(p *piece, fold bool) rune {
	name := strconv.FormatBool(fold) + p.variable
	if p.fallback {
		name += "\x00" + p.text
	}
	symbol, ok := c.symbols[name]
	if !ok {
		symbol = rune(language.FirstSymbol + len(c.variables))
		if plainKeys[p.variable] && !p.fallback {
			symbol = rune(language.FirstPlainSymbol + len(c.variables))
		}
		c.symbols[name] = symbol
		c.variables = append(c.variables, variable{symbol, p.variable, p.text, p.fallback})
	}
	return symbol
}

// turned is a condition on a variable for one that compares a known key with
// it, as in aws:PrincipalAccount = ${aws:ResourceAccount}; nil where there is none.
func (c *condition) turned(known *Context) *condition {
	key, told := known.lookup(c.key)
	if !told || key == nil || key.multi || c.operator != stringEquals {
		return nil
	}
	variable := ""
	var values []Value // that the variable can have for the condition to be met
	for i := range c.templates {
		t, _, ok := c.templates[i].known(known)
		if !ok {
			continue
		}
		rest := []string{t.text, ""} // before and behind the variable
		if t.pieces != nil {
			rest = []string{"", ""}
		}
		at := 0
		for _, p := range t.pieces {
			switch {
			case p.variable == "":
				rest[at] += p.text
				continue
			case p.fallback || at > 0 || variable != "" && variable != p.variable:
				return nil
			}
			variable, at = p.variable, 1
		}
		value := key.values[0]
		switch middle, begins := strings.CutPrefix(value, rest[0]); {
		case at == 0 && value == rest[0]:
			return nil // met, whatever the variable is
		case at == 1 && begins && strings.HasSuffix(middle, rest[1]):
			values = append(values, Value{Text: strings.TrimSuffix(middle, rest[1])})
		}
	}
	if variable == "" {
		return nil
	}
	name := "StringEquals"
	if c.negated {
		name = "StringNotEquals"
	}
	turned := compileCondition(&Condition{Operator: name, Key: Value{Text: variable}, Values: values}, false)
	return &turned
}

// conditionPredicate is a condition with what is known put into its values.
func (c *comparison) conditionPredicate(from *condition, known *Context) int {
	name := ParseOperator(from.source.Operator)
	values := make([]string, 0, len(from.source.Values))
	special := *from
	if len(from.templates) > 0 || len(from.arns) > 0 {
		special.templates, special.arns = nil, nil
		for i := range from.templates {
			if t, text, ok := from.templates[i].known(known); ok {
				special.templates = append(special.templates, t)
				values = append(values, text)
			}
		}
		for i := range from.arns {
			var arn [6]template
			var texts [6]string
			ok := true
			for part := range arn {
				if ok {
					arn[part], texts[part], ok = from.arns[i][part].known(known)
				}
			}
			if ok {
				special.arns = append(special.arns, arn)
				values = append(values, strings.Join(texts[:], "\x03"))
			}
		}
		for _, b := range from.bools {
			values = append(values, strconv.FormatBool(b))
		}
	} else {
		for _, v := range from.source.Values {
			values = append(values, v.Text)
		}
	}
	slices.Sort(values)
	key := strings.Join([]string{strings.ToLower(name.Base), name.Qualifier, strconv.FormatBool(name.IfExists), strconv.FormatBool(from.broken), from.key,
		strings.Join(slices.Compact(values), "\x02")}, "\x01")
	_, told := known.lookup(from.key)
	if told {
		key += "\x04"
	}
	return c.intern(key, func() predicate {
		return predicate{dimension: from.key, condition: &special, opaque: told}
	})
}

// known is the template with the values of known variables, and a text that
// such templates share if they fit the same; ok is false when one has no value.
func (t *template) known(ctx *Context) (_ template, text string, ok bool) {
	if t.pieces == nil {
		text = t.text
		if t.kind == globPrefix {
			text += "*"
		}
		return *t, text, true
	}
	special := template{wildcards: t.wildcards}
	var b strings.Builder
	for _, p := range t.pieces {
		if p.variable != "" {
			switch key, told := ctx.lookup(p.variable); {
			case !told:
				b.WriteString("\x05" + p.variable + "\x06" + p.text + "\x07")
				special.pieces = append(special.pieces, p)
				continue
			case key != nil && !key.multi:
				p = piece{text: key.values[0], literal: true}
			case p.fallback:
				p = piece{text: p.text, literal: true}
			default:
				return template{}, "", false
			}
		}
		special.pieces = append(special.pieces, p)
		if p.literal && t.wildcards {
			b.WriteString(strings.NewReplacer("*", "\x08", "?", "\x0e").Replace(p.text))
		} else {
			b.WriteString(p.text)
		}
	}
	if special.pieces == nil {
		special.pieces = []piece{{literal: true}}
	}
	return special, b.String(), true
}
