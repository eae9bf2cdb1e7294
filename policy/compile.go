package policy

import "strings"

// A Compiled document is a policy prepared for decisions. It is never changed,
// so that any number of requests and identities can share it.
type Compiled struct {
	Document   *Document
	statements []compiledStatement
	allows     uint64 // services that some Allow speaks of, as in compiledStatement
	denies     uint64
}

type compiledStatement struct {
	source *Statement
	deny   bool

	// services has a bit for each service that the actions name, by hash; all
	// bits where they name none in particular.
	services  uint64
	actions   []ActionPattern
	notAction bool

	resources   []resourceTemplate
	hasResource bool
	notResource bool

	principals   []principalPattern
	hasPrincipal bool
	notPrincipal bool

	conditions []condition
}

// Compile prepares a document for decisions. What is wrong with it counts as
// AWS would count it, as far as AWS would store it at all: a statement without
// a valid Effect or without actions does nothing, and an entry that cannot
// match matches nothing.
func Compile(d *Document) *Compiled {
	return CompileSome(d, func(*Statement) bool { return true })
}

// CompileSome prepares some statements of a document, for decisions about which
// the others say nothing.
func CompileSome(d *Document, about func(*Statement) bool) *Compiled {
	c := &Compiled{Document: d}
	variables := d.Version.Text == "2012-10-17"
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.Allows() && !s.Denies() || !s.Action.Present() && !s.NotAction.Present() || !about(s) {
			continue
		}
		if c.statements == nil {
			c.statements = make([]compiledStatement, 0, len(d.Statements)-i)
		}
		compiled := compileStatement(s, variables)
		if compiled.deny {
			c.denies |= compiled.services
		} else {
			c.allows |= compiled.services
		}
		c.statements = append(c.statements, compiled)
	}
	return c
}

func compileStatement(s *Statement, variables bool) compiledStatement {
	c := compiledStatement{source: s, deny: s.Denies()}
	c.notAction = !s.Action.Present()
	entries := s.Action.Values
	if c.notAction {
		entries = s.NotAction.Values
		c.services = ^uint64(0)
	}
	c.actions = make([]ActionPattern, 0, len(entries))
	for _, v := range entries {
		p, ok := ParseAction(v.Text)
		if !ok {
			continue
		}
		c.actions = append(c.actions, p)
		if p.Every() {
			c.services = ^uint64(0)
		} else {
			c.services |= serviceBit(p.Service)
		}
	}
	c.hasResource, c.notResource = s.Resource.Present() || s.NotResource.Present(), !s.Resource.Present()
	entries = s.Resource.Values
	if c.notResource {
		entries = s.NotResource.Values
	}
	if len(entries) > 0 {
		c.resources = make([]resourceTemplate, len(entries))
		for i, v := range entries {
			c.resources[i] = compileResource(v.Text, variables)
		}
	}
	c.hasPrincipal, c.notPrincipal = s.Principal.Present() || s.NotPrincipal.Present(), !s.Principal.Present()
	principals := s.Principal.Entries
	if c.notPrincipal {
		principals = s.NotPrincipal.Entries
	}
	for _, p := range principals {
		c.principals = append(c.principals, compilePrincipal(p))
	}
	if len(s.Conditions) > 0 {
		c.conditions = make([]condition, len(s.Conditions))
		for i := range s.Conditions {
			c.conditions[i] = compileCondition(&s.Conditions[i], variables)
		}
	}
	return c
}

// serviceBit is the bit of a service prefix, in lower case, in the sets of
// services of statements.
func serviceBit(service string) uint64 {
	hash := uint32(2166136261)
	for i := range len(service) {
		hash = (hash ^ uint32(lowerByte(service[i]))) * 16777619
	}
	return 1 << (hash >> 16 & 63)
}

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// A resourceTemplate is one entry of Resource, as the parts of an ARN.
type resourceTemplate struct {
	parts    [6]template
	n        int  // how many parts the entry has
	all      bool // only stars
	noARN    bool // no ARN at all
	star     bool // has a star somewhere
	endsStar bool
}

func compileResource(text string, variables bool) resourceTemplate {
	r := resourceTemplate{all: onlyStars(text), star: strings.Contains(text, "*"), endsStar: strings.HasSuffix(text, "*")}
	if r.all {
		return r
	}
	var parts [6]string
	parts, r.n = splitARN(text)
	r.noARN = !Match(parts[0], "arn")
	for i := range r.n {
		r.parts[i] = newTemplate(parts[i], true, variables && i == 5)
	}
	return r
}

// A requestResource is the resource of a request, taken apart.
type requestResource struct {
	parts   [6]string
	n       int
	pattern bool // stands for all resources that fit it
}

func parseRequestResource(r *Request) requestResource {
	if r.SomeResource && onlyStars(r.Resource) {
		return requestResource{[6]string{"*", "*", "*", "*", "*", "*"}, 6, true}
	}
	parsed := requestResource{pattern: r.SomeResource}
	parsed.parts, parsed.n = splitRequestARN(r.Resource)
	return parsed
}

// matches says whether the entry fits the resource of a request. What missing
// parts at the end mean depends on the type of the policy.
func (t *resourceTemplate) matches(r *requestResource, of Type, ctx *Context) Truth {
	switch {
	case t.all:
		return True
	case t.noARN || r.n < 6:
		// An action without resources asks for "*", which no ARN covers.
		return False
	case t.n < 6 && !t.mayBeShort(of):
		return False
	}
	met := True
	for i := range t.n {
		if met = met.And(t.parts[i].matches(ctx, r.parts[i])); met == False {
			return False
		}
	}
	return met
}

// matchesPattern is matches for a request that asks about all resources of a
// pattern: whether the entry covers all of them, or at least some.
func (t *resourceTemplate) matchesPattern(r *requestResource, of Type, ctx *Context, all bool) Truth {
	switch {
	case t.all:
		return True
	case t.noARN || r.n < 6 || t.n < 6 && !t.mayBeShort(of):
		return False
	}
	met := True
	for i := range t.n {
		if met = met.And(t.parts[i].matchesPattern(ctx, r.parts[i], all)); met == False {
			return False
		}
	}
	return met
}

// matchesPattern says whether the template covers all texts of a pattern, or some.
func (t *template) matchesPattern(ctx *Context, pattern string, all bool) Truth {
	own := t.text
	switch {
	case t.pieces != nil:
		expanded, known := t.expand(ctx, nil)
		if expanded == nil || !known {
			return truth(false).Or(truth(!known).And(Unknown))
		}
		own = strings.NewReplacer("\xFE", "*", "\xFF", "?").Replace(string(expanded))
	case t.kind == globPrefix:
		own += "*"
	}
	if all {
		return truth(covers(own, pattern))
	}
	return truth(Overlaps(own, pattern))
}

// mayBeShort says whether an entry with fewer than six parts matches anything:
// the parts that are missing at the end then count as stars.
func (t *resourceTemplate) mayBeShort(of Type) bool {
	switch of {
	case IdentityType, BoundaryType, SessionType:
		return true
	case SCPType:
		return t.endsStar
	case RCPType:
		return false
	}
	return t.star
}
