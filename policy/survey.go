package policy

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/catalog"
)

// A Surveyor finds what identity policies grant without a limit on resources.
// It remembers what it looked up, so one is best used for many documents. Not
// safe for concurrent use.
type Surveyor struct {
	facts   *catalog.Catalog
	entries map[string]*surveyedEntry
	actions map[*catalog.Action]*surveyedAction
	listed  []*surveyedAction // the dangers that have names, in order of them

	// Of the statement that is surveyed; kept to use their memory again.
	resources []resourcePattern
}

// A surveyedEntry are the dangerous actions that an entry of Action matches.
type surveyedEntry struct {
	pattern ActionPattern
	actions []*surveyedAction
	whole   bool // all actions of a service
}

type surveyedAction struct {
	name    string // as service:Name
	folded  string // in lower case
	service string
	dangers Danger
	on      [][]resourcePattern // all that it works on: one pattern of each group
}

// An Unlimited grant is what a statement allows on every resource there is.
type Unlimited struct {
	Danger     Danger // one of them
	Statement  *Statement
	At         Span     // the entry of Action that grants it, or of Resource for NearWildcard
	Actions    []string // the first few, as service:Name
	More       int      // how many more
	Conditions []string // condition keys that say when or from where, but not what
}

// NewSurveyor makes a surveyor with these facts about AWS.
func NewSurveyor(facts *catalog.Catalog) *Surveyor {
	v := &Surveyor{facts: facts, entries: make(map[string]*surveyedEntry), actions: make(map[*catalog.Action]*surveyedAction)}
	names := make([]string, 0, len(listed))
	for name := range listed {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if a := facts.Action(name); a != nil {
			v.listed = append(v.listed, v.action(a))
		}
	}
	return v
}

// Unlimited lists what an identity policy grants on every resource that the
// actions can work on: with "*", with a pattern that comes to the same, or with
// NotResource. A condition on anything but the caller, its session or network is a
// limit; what a Deny of the document takes away is not granted. A document
// that grants full access is not taken apart.
func (v *Surveyor) Unlimited(d *Document) []Unlimited {
	var grants []Unlimited
	asked := false
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.Allows() || !s.broad() || !s.limitsOnlyTheSession() {
			continue
		}
		if !asked {
			if _, full := d.GrantsFullAccess(); full {
				return nil
			}
			asked = true
		}
		grants = v.statement(grants, d, s)
	}
	return grants
}

// SharesServices says whether the document may speak of actions of a statement: a
// quick answer, of which only the no is certain.
func (d *Document) SharesServices(s *Statement) bool {
	return d.services&s.services != 0 || d.HasNotAction() || s.NotAction.Present()
}

// broad says whether the statement's resources can be all of a type: a quick
// answer, of which only the no is certain.
func (s *Statement) broad() bool {
	for _, v := range s.Resource.Values {
		at := firstWild(v.Text)
		if at < 0 {
			continue
		}
		if at == 0 {
			return true
		}
		// arn:aws:iam::*:role/* but not arn:aws:s3:::bucket/prefix/*
		name := v.Text[:at]
		for range 5 {
			_, name, _ = strings.Cut(name, ":")
		}
		if (strings.Count(name, "/") <= 1 || strings.Contains(name, "aws-service-role/")) && (name == "" || strings.HasSuffix(name, "/") || strings.HasSuffix(name, ":")) {
			return true
		}
	}
	return s.NotResource.Present() && !s.Resource.Present()
}

// star says whether the statement speaks of every resource in so many words.
func (s *Statement) star() bool {
	for _, v := range s.Resource.Values {
		if onlyStars(v.Text) {
			return true
		}
	}
	return false
}

func (v *Surveyor) statement(grants []Unlimited, d *Document, s *Statement) []Unlimited {
	first := len(grants)
	add := func(a *surveyedAction, at Span) {
		for rest := a.dangers; rest != 0; rest &= rest - 1 {
			grants = addUnlimited(grants, first, s, rest&-rest, a, at)
		}
	}
	star := s.star()
	near := !star
	if near {
		v.takeApart(s)
	}
	grantsAt := func(a *surveyedAction, at Span) {
		if !star && !v.covers(s, a.on) || d.deniesAll(a) {
			return
		}
		add(a, at)
		if near && a.dangers&^AnyResource != 0 && !telemetry[a.service] && !named[a.name] {
			grants = addUnlimited(grants, first, s, NearWildcard, a, s.broadEntry(a))
		}
	}
	for _, value := range s.Action.Values {
		e := v.entry(value.Text)
		if e.whole {
			if danger := whole[e.pattern.Service]; danger != 0 && d.grantsWhole(s, e.pattern) {
				grants = append(grants, Unlimited{Danger: danger, Statement: s, At: value.Span, Actions: []string{e.pattern.Service + ":*"}})
			}
		}
		for _, a := range e.actions {
			grantsAt(a, value.Span)
		}
	}
	if s.NotAction.Present() && !s.Action.Present() {
		// That everything else is granted, too, is said of the NotAction itself.
		for _, a := range v.listed {
			if a.dangers&ofRoles != 0 && !s.NotAction.matchesAction(a.folded) {
				grantsAt(a.only(ofRoles), s.NotAction.Span)
			}
		}
	}
	for i := first; i < len(grants); i++ {
		grants[i].Conditions = s.conditionKeys()
	}
	return grants
}

// grantsWhole says whether nothing of a service is held back from what a
// statement says of it.
func (d *Document) grantsWhole(s *Statement, all ActionPattern) bool {
	on := resourcePattern{"*", all.Service, "*", "*", "*"}
	if all.Service == "iam" {
		on.region = ""
	}
	if !s.coversInAccount(on) {
		return false
	}
	return !d.deniesService(all) && (all.Service != "iam" || d.leavesPermissions())
}

// GrantsFullIAM says whether the document allows every action of IAM on all that
// IAM holds, and where. A condition on anything but the caller, its session or
// network is a limit, and a Deny takes away.
func (d *Document) GrantsFullIAM() (Span, bool) {
	for i := range d.Statements {
		s := &d.Statements[i]
		for _, g := range d.WholeServices(s) {
			if g.Service == "iam" && s.limitsOnlyTheSession() && d.grantsWhole(s, ActionPattern{"iam", "*"}) {
				return g.At, true
			}
		}
	}
	return Span{}, false
}

// ofRoles are the dangers of roles.
const ofRoles = PassAnyRole | AssumeAnyRole | AnyServiceLinkedRole

// only is the action as if it had some dangers alone.
func (a *surveyedAction) only(dangers Danger) *surveyedAction {
	part := *a
	part.dangers &= dangers
	return &part
}

// conditionKeys are the keys of conditions that can fail, deduplicated, in order.
func (s *Statement) conditionKeys() []string {
	var full FullAccess
	for _, c := range s.Conditions {
		if !c.alwaysHolds() {
			full.addCondition(c.Key.Text)
		}
	}
	return full.Conditions
}

// maxUnlimited is how many actions of a grant are named.
const maxUnlimited = 3

func addUnlimited(grants []Unlimited, first int, s *Statement, danger Danger, a *surveyedAction, at Span) []Unlimited {
	for i := first; i < len(grants); i++ {
		g := &grants[i]
		if g.Danger != danger {
			continue
		}
		switch {
		case slices.Contains(g.Actions, a.name):
		case len(g.Actions) < maxUnlimited:
			g.Actions = append(g.Actions, a.name)
		default:
			g.More++
		}
		return grants
	}
	return append(grants, Unlimited{Danger: danger, Statement: s, At: at, Actions: []string{a.name}})
}

// takeApart takes the resources of a statement apart, in the place of those
// before. The id of an account stands for the caller's own, as in coversInAccount.
func (v *Surveyor) takeApart(s *Statement) {
	v.resources = v.resources[:0]
	for _, value := range s.Resource.Values {
		if p, ok := parseResource(value.Text); ok {
			v.resources = append(v.resources, p.inAccount())
		}
	}
}

// covers is coversGroups for the statement that was taken apart.
func (v *Surveyor) covers(s *Statement, groups [][]resourcePattern) bool {
	if !s.Resource.Present() {
		return s.coversGroups(groups)
	}
	for _, group := range groups {
		if !slices.ContainsFunc(group, func(set resourcePattern) bool {
			return slices.ContainsFunc(v.resources, func(p resourcePattern) bool { return p.covers(set) })
		}) {
			return false
		}
	}
	return len(groups) > 0
}

// coversGroups says whether the statement covers a pattern of each group.
func (s *Statement) coversGroups(groups [][]resourcePattern) bool {
	for _, group := range groups {
		if !slices.ContainsFunc(group, s.coversInAccount) {
			return false
		}
	}
	return len(groups) > 0
}

// coversInAccount is coversResources where the id of an account stands for the
// caller's own, in which most actions work.
func (s *Statement) coversInAccount(set resourcePattern) bool {
	for _, v := range s.Resource.Values {
		if p, ok := parseResource(v.Text); ok && p.inAccount().covers(set) {
			return true
		}
	}
	return !s.Resource.Present() && s.coversResources(set)
}

// broadEntry is the entry of Resource that covers what an action can work on.
func (s *Statement) broadEntry(a *surveyedAction) Span {
	for _, v := range s.Resource.Values {
		one := Statement{Resource: Element{Span: v.Span, Values: []Value{v}}, Exceptions: noExceptions}
		if slices.ContainsFunc(a.on[0], one.coversInAccount) {
			return v.Span
		}
	}
	return s.NotResource.Span
}

// deniesAll says whether the document denies an action everywhere.
func (d *Document) deniesAll(a *surveyedAction) bool {
	if !d.Denies() {
		return false
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.Denies() || !s.actionMatches(a.folded) || s.conditional() {
			continue
		}
		if s.coversGroups(a.on) || s.coversResources(everything) {
			return true
		}
	}
	return false
}

// entry looks up which dangerous actions an entry of Action matches.
func (v *Surveyor) entry(text string) *surveyedEntry {
	if known := v.entries[text]; known != nil {
		return known
	}
	e := new(surveyedEntry)
	v.entries[text] = e
	pattern, ok := ParseAction(text)
	if !ok {
		return e
	}
	e.pattern, e.whole = pattern, pattern.WholeService()
	if pattern.Every() {
		// What little a Deny leaves of full access is many dangers; these stand for all.
		for _, a := range v.listed {
			if some := a.only(ofRoles | DataExfiltration | DetectionTampering); some.dangers != 0 {
				e.actions = append(e.actions, some)
			}
		}
		return e
	}
	service := v.facts.Service(pattern.Service)
	if service == nil {
		return e
	}
	actions := service.Actions()
	for i := range actions {
		if !matchFold(pattern.Name, actions[i].Name) {
			continue
		}
		a := v.action(&actions[i])
		if e.whole && a.dangers&limitable != 0 {
			// What all actions of a service can do is said once, of the service.
			a = a.only(^limitable)
		}
		if a.dangers != 0 {
			e.actions = append(e.actions, a)
		}
	}
	return e
}

func (v *Surveyor) action(a *catalog.Action) *surveyedAction {
	if known := v.actions[a]; known != nil {
		return known
	}
	s := &surveyedAction{name: a.String(), folded: strings.ToLower(a.String()), service: a.Service, dangers: listed[a.String()]}
	v.actions[a] = s
	if a.WildcardOnly() {
		s.dangers &^= limitable
		return s
	}
	s.dangers |= AnyResource
	switch a.Level {
	case catalog.LevelWrite:
		s.dangers |= InfrastructureModification
	case catalog.LevelPermissions:
		if s.dangers&CredentialsExposure == 0 { // rds-db:connect and its like open nothing to others
			s.dangers |= PermissionsManagement
		}
	}
	if patterns := narrower[s.name]; patterns != nil {
		s.on = [][]resourcePattern{patterns}
		return s
	}
	var alternatives []resourcePattern
	for _, r := range a.Resources {
		var forms []resourcePattern
		for arn := range strings.SplitSeq(r.Type.ARN, ", ") {
			if p, ok := parseResource(withoutVariables(arn)); ok {
				forms = append(forms, p)
			}
		}
		if r.Required {
			s.on = append(s.on, forms)
		} else {
			alternatives = append(alternatives, forms...)
		}
	}
	if len(s.on) == 0 {
		s.on = [][]resourcePattern{alternatives}
	}
	return s
}
