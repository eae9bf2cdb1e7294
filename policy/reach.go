package policy

import (
	"strings"

	"github.com/iamlint/iamlint/catalog"
)

// AllowsOn says whether an Allow of the document speaks of something that a
// pattern of ARNs matches, and no Deny without a condition of some documents
// takes it back. A condition that limits the Allow takes it out. An action that
// works on other resources does not count.
func (d *Document) AllowsOn(facts *catalog.Catalog, pattern string, deniers []*Document) bool {
	set, ok := parseResource(pattern)
	if !ok {
		return false
	}
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Allows() && !s.Limited() && s.overlapsResources(set) && s.leaves(facts, set, deniers) {
			return true
		}
	}
	return false
}

// AllowsSome says whether an Allow of the document, conditions aside, speaks of
// an action on some resource that a pattern of ARNs matches.
func (d *Document) AllowsSome(action, pattern string) bool {
	set, ok := parseResource(pattern)
	if !ok {
		return false
	}
	action = strings.ToLower(action)
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Allows() && s.actionMatches(action) && s.overlapsResources(set) {
			return true
		}
	}
	return false
}

// overlapsResources says whether the statement speaks of some of a set of resources.
func (s *Statement) overlapsResources(set resourcePattern) bool {
	for _, v := range s.Resource.Values {
		if p, ok := parseResource(v.Text); ok && p.overlaps(set) {
			return true
		}
	}
	return s.NotResource.Present() && s.coversResources(set)
}

// leaves says whether some action of the statement works on a set of resources
// and is not denied there.
func (s *Statement) leaves(facts *catalog.Catalog, set resourcePattern, deniers []*Document) bool {
	if s.NotAction.Present() {
		all := ActionPattern{Service: set.service, Name: "*"}
		for _, v := range s.NotAction.Values {
			if p, ok := ParseAction(v.Text); ok && p.Covers(all) {
				return false
			}
		}
		return !anyDenies(deniers, all, set)
	}
	for _, v := range s.Action.Values {
		p, ok := ParseAction(v.Text)
		if ok && Match(p.Service, set.service) && mayWorkOn(facts, v.Text, set) && !anyDenies(deniers, p, set) && !anyDenies(deniers, ActionPattern{Service: set.service, Name: p.Name}, set) {
			return true
		}
	}
	return false
}

// mayWorkOn says whether an entry of Action can work on some of a set of
// resources (Service Authorization Reference). A no is certain.
func mayWorkOn(facts *catalog.Catalog, entry string, set resourcePattern) bool {
	a := facts.Action(entry)
	if a == nil {
		return true
	}
	for _, r := range a.Resources {
		for arn := range strings.SplitSeq(r.Type.ARN, ", ") {
			if p, ok := parseResource(withoutVariables(arn)); ok && p.overlaps(set) {
				return true
			}
		}
	}
	return false
}

// anyDenies says whether documents deny actions on a set of resources, without a condition.
func anyDenies(documents []*Document, p ActionPattern, on resourcePattern) bool {
	for _, d := range documents {
		for i := range d.Statements {
			if s := &d.Statements[i]; s.Denies() && !s.conditional() && s.coversResources(on) && s.coversAction(p) {
				return true
			}
		}
	}
	return false
}
