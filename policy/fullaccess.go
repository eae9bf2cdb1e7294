package policy

import (
	"strings"
)

// FullAccess describes how a document makes its holder administrator.
type FullAccess struct {
	Statements []*Statement // the statements that together allow every action
	At         Span         // the element that does it
	Conditions []string     // condition keys that say when or from where, but not what; deduplicated, in order
	Denied     []*Statement // statements that take something away, but not the power over permissions
}

// GrantsFullAccess reports whether an identity policy allows every action on
// every resource. Allows are taken together (NotAction in one statement and
// what it leaves out in another), and so are Denies: what takes away the
// actions with which a principal changes permissions ends full access, what
// takes away less does not. A condition on the caller's session or network
// decides when the access holds and not what it covers; any other condition
// limits it.
func (d *Document) GrantsFullAccess() (FullAccess, bool) {
	if d.services != anyService && !d.HasNotAction() {
		return FullAccess{}, false
	}
	full, ok := d.allowsEverything()
	if !ok || !d.leavesPermissions() {
		return FullAccess{}, false
	}
	for _, s := range full.Statements {
		for _, c := range s.Conditions {
			if !c.alwaysHolds() {
				full.addCondition(c.Key.Text)
			}
		}
	}
	for i := range d.Statements {
		if d.Statements[i].Denies() {
			full.Denied = append(full.Denied, &d.Statements[i])
		}
	}
	return full, true
}

// allowsEverything finds what allows every action on every resource, whatever
// is denied. It prefers a statement that is enough alone to two that complete
// one another, and one without conditions to one with.
func (d *Document) allowsEverything() (full FullAccess, ok bool) {
	exceptions := false // whether something is allowed except for what another statement may allow
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.Allows() {
			continue
		}
		exceptions = exceptions || s.NotAction.Present()
		at, all := s.everyAction()
		if !all || !s.coversResources(everything) || !s.limitsOnlyTheSession() {
			continue
		}
		if !s.conditional() {
			return FullAccess{Statements: []*Statement{s}, At: at}, true
		}
		if !ok {
			full, ok = FullAccess{Statements: []*Statement{s}, At: at}, true
		}
	}
	if ok || !exceptions {
		return full, ok
	}
	pair, ok := d.complementary()
	if !ok {
		return FullAccess{}, false
	}
	return FullAccess{Statements: pair, At: pair[0].NotAction.Span}, true
}

func (f *FullAccess) addCondition(key string) {
	for _, k := range f.Conditions {
		if strings.EqualFold(k, key) {
			return
		}
	}
	f.Conditions = append(f.Conditions, key)
}

var (
	allGroups   = resourcePattern{"*", "iam", "", "*", "group/*"}
	allPolicies = resourcePattern{"*", "iam", "", "*", "policy/*"}
	allRoles    = resourcePattern{"*", "iam", "", "*", "role/*"}
	allUsers    = resourcePattern{"*", "iam", "", "*", "user/*"}
)

// permissionActions are the actions with which a principal gives itself or
// another principal it controls more permissions, and what they act on
// (Service Authorization Reference: IAM).
var permissionActions = []struct {
	name string
	on   resourcePattern
}{
	{"iam:addusertogroup", allGroups},
	{"iam:attachgrouppolicy", allGroups},
	{"iam:attachrolepolicy", allRoles},
	{"iam:attachuserpolicy", allUsers},
	{"iam:createaccesskey", allUsers},
	{"iam:createloginprofile", allUsers},
	{"iam:createpolicyversion", allPolicies},
	{"iam:putgrouppolicy", allGroups},
	{"iam:putrolepolicy", allRoles},
	{"iam:putuserpolicy", allUsers},
	{"iam:setdefaultpolicyversion", allPolicies},
	{"iam:updateassumerolepolicy", allRoles},
	{"iam:updateloginprofile", allUsers},
}

// PermissionActions are the actions with which a principal gives permissions to
// itself or to another one, and what they act on: "user", "role", "group" or "policy".
func PermissionActions(yield func(action, kind string) bool) {
	for _, a := range permissionActions {
		kind, _, _ := strings.Cut(a.on.resource, "/")
		if !yield(a.name, kind) {
			return
		}
	}
}

// leavesPermissions says whether the document's Denies leave any of the
// actions that change permissions.
func (d *Document) leavesPermissions() bool {
	for _, action := range permissionActions {
		if !d.denies(action.name, action.on) {
			return true
		}
	}
	return false
}

// denies says whether a statement denies an action, given in lower case, on
// all of a set of resources and without a condition.
func (d *Document) denies(action string, on resourcePattern) bool {
	if !d.Denies() {
		return false
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.Denies() && s.actionMatches(action) && !s.conditional() && s.coversResources(on) {
			return true
		}
	}
	return false
}

// actionMatches decides Action and NotAction for one action in lower case.
func (s *Statement) actionMatches(action string) bool {
	if s.Action.Present() {
		service, _, _ := strings.Cut(action, ":")
		if s.services&Services(service) == 0 {
			return false
		}
		return s.Action.matchesAction(action)
	}
	return s.NotAction.Present() && !s.NotAction.matchesAction(action)
}

func (e Element) matchesAction(action string) bool {
	service, name, _ := strings.Cut(action, ":")
	for _, v := range e.Values {
		if !mayMatch(v.Text, service) {
			continue
		}
		if strings.HasPrefix(v.Text, "*") {
			if p, ok := ParseAction(v.Text); ok && p.Matches(action) {
				return true
			}
		} else if matchFolded(v.Text[len(service)+1:], name) {
			return true
		}
	}
	return false
}

// everyAction says whether the statement's actions are all there are, and where it says so.
func (s *Statement) everyAction() (Span, bool) {
	for _, v := range s.Action.Values {
		if !strings.HasPrefix(v.Text, "*") {
			continue
		}
		if p, ok := ParseAction(v.Text); ok && p.Every() {
			return v.Span, true
		}
	}
	if !s.NotAction.Present() || s.Action.Present() {
		return Span{}, false
	}
	for _, v := range s.NotAction.Values {
		if _, ok := ParseAction(v.Text); ok {
			return Span{}, false
		}
	}
	// What is left out matches no action at all, so nothing is left out.
	return s.NotAction.Span, true
}

// complementary finds a NotAction statement whose exceptions other statements allow.
func (d *Document) complementary() ([]*Statement, bool) {
	var statements []*Statement
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Allows() && s.coversResources(everything) && s.limitsOnlyTheSession() {
			statements = append(statements, s)
		}
	}
	for _, s := range statements {
		if !s.NotAction.Present() || s.Action.Present() {
			continue
		}
		used := []*Statement{s}
		complete := true
		for _, v := range s.NotAction.Values {
			exception, ok := ParseAction(v.Text)
			if !ok {
				continue
			}
			by := coveredBy(exception, statements, s)
			if by == nil {
				complete = false
				break
			}
			if by != used[len(used)-1] {
				used = append(used, by)
			}
		}
		if complete {
			return used, true
		}
	}
	return nil, false
}

// coveredBy finds the statement, other than s, that allows all of the pattern.
func coveredBy(pattern ActionPattern, statements []*Statement, s *Statement) *Statement {
	for _, other := range statements {
		if other != s && other.coversAction(pattern) {
			return other
		}
	}
	return nil
}

func (s *Statement) coversAction(pattern ActionPattern) bool {
	for _, v := range s.Action.Values {
		if p, ok := ParseAction(v.Text); ok && p.Covers(pattern) {
			return true
		}
	}
	if s.Action.Present() || !s.NotAction.Present() {
		return false
	}
	for _, v := range s.NotAction.Values {
		if p, ok := ParseAction(v.Text); ok && p.Overlaps(pattern) {
			return false
		}
	}
	return true
}
