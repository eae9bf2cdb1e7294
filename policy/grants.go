package policy

import (
	"slices"
	"strings"
)

// A ServiceGrant is a service of which a statement allows every action.
type ServiceGrant struct {
	Service string
	At      Span // the entry of Action that says so
}

// WholeServices lists the services of which the statement allows every action
// and of which an unconditional Deny of the document leaves anything. A
// pattern that covers every service is not among them: that is full access.
func (d *Document) WholeServices(s *Statement) []ServiceGrant {
	if d.has&hasWholeService == 0 || !s.Allows() {
		return nil
	}
	var grants []ServiceGrant
	for _, v := range s.Action.Values {
		if v.Text == "" || !isWild(v.Text[len(v.Text)-1]) {
			continue
		}
		if _, name, _ := strings.Cut(v.Text, ":"); strings.Trim(name, "*?") != "" {
			continue
		}
		if p, ok := ParseAction(v.Text); ok && p.WholeService() && !contains(grants, p.Service) && !d.deniesService(p) {
			grants = append(grants, ServiceGrant{p.Service, v.Span})
		}
	}
	return grants
}

func contains(grants []ServiceGrant, service string) bool {
	for _, g := range grants {
		if g.Service == service {
			return true
		}
	}
	return false
}

func (d *Document) deniesService(p ActionPattern) bool {
	if !d.Denies() {
		return false
	}
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Denies() && !s.conditional() && s.coversResources(everything) && s.coversAction(p) {
			return true
		}
	}
	return false
}

// DeniesAllBut says whether an unconditional Deny takes away all actions on every
// resource but those in its NotAction, so that nothing is allowed by not being listed.
func (d *Document) DeniesAllBut() bool {
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Denies() && s.NotAction.Present() && !s.Action.Present() && !s.conditional() && s.coversResources(everything) {
			return true
		}
	}
	return false
}

// OnEverything says whether the statement speaks of every resource.
func (s *Statement) OnEverything() bool { return s.coversResources(everything) }

// OnAllOf says whether the statement speaks of all resources of a pattern.
func (s *Statement) OnAllOf(pattern string) bool {
	set, ok := parseResource(pattern)
	return ok && s.coversResources(set)
}

// OnEveryRole says whether the statement speaks of every role of the account.
func (s *Statement) OnEveryRole() bool { return s.coversResources(allRoles) }

// OnEveryUser says whether the statement speaks of every user of the account.
func (s *Statement) OnEveryUser() bool { return s.coversResources(allUsers) }

// Limited says whether a condition limits what the statement is about, and not
// only who calls when and from where.
func (s *Statement) Limited() bool { return !s.limitsOnlyTheSession() }

// DeniesOnEveryRole says whether the document denies an action, given in lower
// case, on every role and without a condition.
func (d *Document) DeniesOnEveryRole(action string) bool { return d.denies(action, allRoles) }

// DeniesOnEveryUser says the same of users.
func (d *Document) DeniesOnEveryUser(action string) bool { return d.denies(action, allUsers) }

var iamService = Services("iam")

// selfGrants are the actions with which a principal gives itself permissions.
var selfGrants = []string{
	"iam:attachgrouppolicy", "iam:attachrolepolicy", "iam:attachuserpolicy", "iam:createpolicyversion",
	"iam:putgrouppolicy", "iam:putrolepolicy", "iam:putuserpolicy",
}

// MayGrantItself says whether an Allow of the document speaks of an action with
// which a principal gives itself permissions: a quick answer, of which only the
// no is certain.
func (d *Document) MayGrantItself() bool {
	if !d.SpeaksOf(iamService) && !d.HasNotAction() {
		return false
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.Allows() || !s.mayMatch("iam") {
			continue
		}
		for _, action := range selfGrants {
			if s.actionMatches(action) {
				return true
			}
		}
	}
	return false
}

// mayMatch says whether the statement's actions can be of a service.
func (s *Statement) mayMatch(service string) bool {
	return s.services&Services(service) != 0 || s.NotAction.Present()
}

// Allows says whether an Allow of the document, conditions aside, speaks of an
// action on a resource.
func (d *Document) Allows(action, resource string) bool { return d.allows(action, resource, false) }

// AllowsAlways says the same of an Allow without a condition that can fail.
func (d *Document) AllowsAlways(action, resource string) bool {
	return d.allows(action, resource, true)
}

func (d *Document) allows(action, resource string, always bool) bool {
	action = strings.ToLower(action)
	if !d.MaySpeakOf(action) {
		return false
	}
	set, ok := parseResource(resource)
	if !ok {
		return false
	}
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Allows() && s.actionMatches(action) && s.coversResources(set) && !(always && s.conditional()) {
			return true
		}
	}
	return false
}

// MaySpeakOf says whether a statement can speak of an action, given in lower
// case: a quick answer, of which only the no is certain.
func (d *Document) MaySpeakOf(action string) bool {
	service, _, _ := strings.Cut(action, ":")
	return d.SpeaksOf(Services(service)) || d.HasNotAction()
}

// MayDeny says whether a Deny of the document speaks of an action at all.
func (d *Document) MayDeny(action string) bool {
	if !d.Denies() {
		return false
	}
	action = strings.ToLower(action)
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Denies() && s.actionMatches(action) {
			return true
		}
	}
	return false
}

// MayDenyOnEvery says whether a Deny of the document, conditions aside, speaks of
// an action, given in lower case, on all resources of a pattern.
func (d *Document) MayDenyOnEvery(action, pattern string) bool {
	if !d.Denies() {
		return false
	}
	set, ok := parseResource(pattern)
	if !ok {
		return false
	}
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Denies() && s.actionMatches(action) && s.coversResources(set) {
			return true
		}
	}
	return false
}

// GrantsOnEvery says whether the document allows an action, given in lower case,
// on all resources of a pattern such as arn:*:ec2:*:*:instance/*, where an id of
// an account counts as all. A condition on anything but the caller, its session
// or network is a limit, and a Deny takes away.
func (d *Document) GrantsOnEvery(action, pattern string) (*Statement, bool) {
	if !d.MaySpeakOf(action) {
		return nil, false
	}
	set, ok := parseResource(pattern)
	if !ok {
		return nil, false
	}
	service, _, _ := strings.Cut(action, ":")
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.Allows() && s.mayMatch(service) && s.actionMatches(action) && s.coversInAccount(set) && s.limitsOnlyTheSession() && !d.denies(action, set) {
			return s, true
		}
	}
	return nil, false
}

// DeniesOnEvery says whether the document denies an action, given in lower case,
// on all resources of a pattern and without a condition.
func (d *Document) DeniesOnEvery(action, pattern string) bool {
	set, ok := parseResource(pattern)
	return ok && d.denies(action, set)
}

// Names finds the first entry of Action that matches one of some actions of a
// service, given in lower case. The entry "*" and NotAction name none.
func (s *Statement) Names(service string, actions ...string) (Span, bool) {
	if s.services&Services(service) == 0 {
		return Span{}, false
	}
	for _, v := range s.Action.Values {
		if strings.HasPrefix(v.Text, "*") || !mayMatch(v.Text, service) {
			continue
		}
		for _, action := range actions {
			if matchFolded(v.Text[len(service)+1:], action[len(service)+1:]) {
				return v.Span, true
			}
		}
	}
	return Span{}, false
}

// MayAllow says whether an Allow of the document speaks of an action, given in
// lower case.
func (d *Document) MayAllow(action string) bool {
	if !d.MaySpeakOf(action) {
		return false
	}
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Allows() && s.actionMatches(action) {
			return true
		}
	}
	return false
}

// TrustsService says whether an Allow of the document names one of some services.
func (d *Document) TrustsService(services ...string) bool {
	for i := range d.Statements {
		if !d.Statements[i].Allows() {
			continue
		}
		for _, p := range d.Statements[i].Principal.Entries {
			if p.Type == "Service" && slices.Contains(services, p.Value.Text) {
				return true
			}
		}
	}
	return false
}

// DeniesAlways says whether a Deny of the document without a condition speaks
// of an action on a resource.
func (d *Document) DeniesAlways(action, resource string) bool {
	if !d.Denies() {
		return false
	}
	set, ok := parseResource(resource)
	return ok && d.denies(strings.ToLower(action), set)
}

// AllowsWholeService says whether an entry of Action is all actions of a
// service: a quick answer, of which only the no is certain.
func (d *Document) AllowsWholeService() bool { return d.has&hasWholeService != 0 }

// MayChangeIAM says whether the document can speak of IAM at all.
func (d *Document) MayChangeIAM() bool { return d.SpeaksOf(iamService) || d.HasNotAction() }

// Entry is the place of the first entry of Action that matches an action, given
// in lower case, or of NotAction where that lets it through.
func (s *Statement) Entry(action string) Span {
	for _, v := range s.Action.Values {
		if p, ok := ParseAction(v.Text); ok && p.Matches(action) {
			return v.Span
		}
	}
	return s.NotAction.Span
}
