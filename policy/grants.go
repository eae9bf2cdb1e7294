package policy

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/catalog"
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
		if s.Denies() && !s.conditional() && s.actionMatches(action) && s.coversResources(on) {
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

// OnEverything says whether the statement speaks of every resource.
func (s *Statement) OnEverything() bool { return s.coversResources(everything) }

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
	set, ok := parseResource(resource)
	if !ok {
		return false
	}
	action = strings.ToLower(action)
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Allows() && s.actionMatches(action) && s.coversResources(set) && !(always && s.conditional()) {
			return true
		}
	}
	return false
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

// GrantsOnEvery says whether the document allows an action, given in lower case,
// on all resources of a pattern such as arn:*:ec2:*:*:instance/*, where an id of
// an account counts as all. A condition on anything but the caller, its session
// or network is a limit, and a Deny takes away.
func (d *Document) GrantsOnEvery(action, pattern string) (*Statement, bool) {
	set, ok := parseResource(pattern)
	if !ok {
		return nil, false
	}
	service, _, _ := strings.Cut(action, ":")
	if !d.SpeaksOf(Services(service)) && !d.HasNotAction() {
		return nil, false
	}
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
	if service, _, _ := strings.Cut(action, ":"); !d.SpeaksOf(Services(service)) && !d.HasNotAction() {
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

// DeniesAlways says whether a Deny of the document without a condition speaks
// of an action on a resource.
func (d *Document) DeniesAlways(action, resource string) bool {
	set, ok := parseResource(resource)
	return ok && d.denies(strings.ToLower(action), set)
}

// AllowsWholeService says whether an entry of Action is all actions of a
// service: a quick answer, of which only the no is certain.
func (d *Document) AllowsWholeService() bool { return d.has&hasWholeService != 0 }

// MayChangeIAM says whether the document can speak of IAM at all.
func (d *Document) MayChangeIAM() bool { return d.SpeaksOf(iamService) || d.HasNotAction() }
