package policy

import "strings"

// A ServiceSet is a set of services, with a bit for each by hash: it may hold
// more than it was made of.
type ServiceSet uint64

// anyService is the set of all services.
const anyService = ^ServiceSet(0)

// Services makes a set of service prefixes in lower case.
func Services(prefixes ...string) ServiceSet {
	var set ServiceSet
	for _, p := range prefixes {
		set |= ServiceSet(serviceBit(p))
	}
	return set
}

// SpeaksOf says whether an Action of the document can be of a service of the
// set: a quick answer, of which only the no is certain.
func (d *Document) SpeaksOf(set ServiceSet) bool { return d.services&set != 0 }

// SpeaksOf says the same of the statement.
func (s *Statement) SpeaksOf(set ServiceSet) bool { return s.services&set != 0 }

// MayCover says whether the statement can speak of all actions of a statement that
// is Parsable: a quick answer, of which only the no is certain.
func (s *Statement) MayCover(other *Statement) bool {
	return s.NotAction.Present() || other.services&^s.services == 0
}

// servicesNamed are the services of the statement's actions.
func (s *Statement) servicesNamed() ServiceSet {
	var set ServiceSet
	for _, v := range s.Action.Values {
		service, _, _ := strings.Cut(v.Text, ":")
		if strings.HasPrefix(service, "*") {
			return anyService
		}
		set |= ServiceSet(serviceBit(service))
	}
	return set
}

// namesWholeService says whether an entry of Action is all actions of a service
// or of all services.
func (s *Statement) namesWholeService() bool {
	for _, v := range s.Action.Values {
		if v.Text == "" || !isWild(v.Text[len(v.Text)-1]) {
			continue
		}
		if _, name, _ := strings.Cut(v.Text, ":"); strings.Trim(name, "*?") == "" {
			return true
		}
	}
	return false
}
