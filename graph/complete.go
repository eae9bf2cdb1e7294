package graph

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
)

// A Complete is a way of the tables for which a policy allows all requests by
// itself, whoever holds it, if the account has somebody to become.
type Complete struct {
	ID        string
	Statement *policy.Statement // that allows the first request
	At        policy.Span       // its entry of Action
	Actions   []string
	Does      string // what its holder does; "" for a way of CompletesOf
}

// CompletesOf are the ways for which a policy allows everything: what acts on
// users, roles, groups or policies on all of them, or on the holder's own user.
// A condition on anything but the caller's session, its network or what it
// chooses ends a way, and so does a Deny in the same policy. There are none for
// full access, which needs no way.
func CompletesOf(d *policy.Document, facts *catalog.Catalog) []Complete {
	if !d.SpeaksOf(services) && !d.HasNotAction() {
		return nil
	}
	if _, full := d.GrantsFullAccess(); full {
		return nil
	}
	var found []Complete
	for i := range grants {
		grant := &grants[i]
		if grant.On == oldVersions || grant.On >= userBoundary || grant.First != "" {
			continue // depend on what the account holds
		}
		if s := allowsOnAll(d, grant.Action, grant.On.arns()); s != nil {
			found = append(found, complete(grant.ID, s, grant.Action))
		}
	}
	for i := range mechanisms {
		m := &mechanisms[i]
		if m.ID == assumeRole || m.ID == rewriteProvider || len(m.Runs) > 0 {
			continue // depend on roles that trust, and on what runs
		}
		var first *policy.Statement
		names, kind := m.On, "role"
		if m.User {
			kind = "user"
		}
		if len(m.Passes) > 0 {
			names = []string{"iam:PassRole"}
		}
		all := true
		for _, action := range names {
			s := allowsOnAll(d, action, kind)
			if first == nil {
				first = s
			}
			all = all && s != nil
		}
		for _, action := range m.Needs {
			action, _, _ = strings.Cut(action, "@")
			all = all && allowsSomewhere(d, facts, action)
		}
		if all {
			for _, action := range m.Needs {
				action, _, _ = strings.Cut(action, "@")
				names = append(names[:len(names):len(names)], action)
			}
			found = append(found, complete(m.ID, first, names...))
		}
	}
	if len(found) == 0 {
		found = newcomersOf(d)
	}
	return found
}

// newcomersOf is the first way in which the holder of a policy makes a user or
// role and makes that one administrator.
func newcomersOf(d *policy.Document) []Complete {
	for i := range newcomers {
		m := &newcomers[i]
		if m.Makes == "user" && slices.Contains(m.Needs, joinGroup) || !allMayBeAllowed(d, m.Needs) {
			continue
		}
		none := func(string) bool { return false }
		for _, arn := range m.namesIn(func(yield func(*policy.Document) bool) { yield(d) }, "arn:*:iam::*:"+m.Makes+"/?*", catalog.WithoutVariables, none) {
			granted := func(action string) *policy.Statement {
				s, _ := d.GrantsOnEvery(strings.ToLower(action), arn)
				return s
			}
			if !slices.ContainsFunc(m.Needs, func(action string) bool { return granted(action) == nil }) {
				return []Complete{complete(m.ID, granted(m.Needs[0]), m.Needs...)}
			}
		}
	}
	return nil
}

func allMayBeAllowed(d *policy.Document, names []string) bool {
	return !slices.ContainsFunc(names, func(action string) bool { return !d.MayAllow(strings.ToLower(action)) })
}

func complete(id string, s *policy.Statement, names ...string) Complete {
	return Complete{ID: id, Statement: s, At: s.Entry(strings.ToLower(names[0])), Actions: names}
}

// allowsOnAll finds the statement that allows an action of IAM on all objects
// of a kind, or on the holder's own user.
func allowsOnAll(d *policy.Document, action, kind string) *policy.Statement {
	name := strings.ToLower(action)
	if !d.MayAllow(name) {
		return nil
	}
	if s, ok := d.GrantsOnEvery(name, "arn:*:iam::*:"+kind+"/*"); ok {
		return s
	}
	if kind != "user" || strings.Contains(name, "accesskey") || strings.Contains(name, "loginprofile") {
		return nil
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		if !s.Allows() || len(s.Conditions) > 0 || !s.ActsOn(name) {
			continue
		}
		for _, v := range s.Resource.Values {
			if strings.HasSuffix(v.Text, ":user/${aws:username}") && !d.DeniesOnEvery(name, "arn:*:iam::*:user/*") {
				return s
			}
		}
	}
	return nil
}

// allowsSomewhere says whether a policy allows an action on a resource of each
// type that it requires.
func allowsSomewhere(d *policy.Document, facts *catalog.Catalog, action string) bool {
	name := strings.ToLower(action)
	if !d.MayAllow(name) || d.DeniesOnEvery(name, "arn:*:*:*:*:*") {
		return false
	}
	a := facts.Action(action)
	if a == nil || a.WildcardOnly() {
		return d.Allows(action, "*")
	}
	some, required := false, true
	for _, r := range a.Resources {
		for arn := range strings.SplitSeq(r.Type.ARN, ", ") {
			fits := d.AllowsSome(action, catalog.WithoutVariables(arn))
			some = some || fits
			required = required && (fits || !r.Required)
		}
	}
	return some && required
}

// EntersOf are the ways into what runs already for which a policy allows all
// requests on every resource of a region, with the conditions and the Deny that
// CompletesOf heeds. Whether something runs with the role of an administrator,
// the policy does not tell.
func EntersOf(d *policy.Document, facts *catalog.Catalog) []Complete {
	if !d.SpeaksOf(enterable) && !d.HasNotAction() {
		return nil
	}
	if _, full := d.GrantsFullAccess(); full {
		return nil
	}
	regions := regionsOf(d)
	var found []Complete
	for i := range mechanisms {
		m := &mechanisms[i]
		if len(m.Runs) == 0 {
			continue
		}
		for _, region := range regions {
			if s := m.entersAll(d, facts, region); s != nil {
				var names []string
				for _, need := range m.Needs {
					action, _, _ := strings.Cut(need, "@")
					names = append(names, action)
				}
				way := complete(m.ID, s, names...)
				way.Does = fmt.Sprintf(m.Does, "any role")
				found = append(found, way)
				break
			}
		}
	}
	return found
}

// enterable are the services of the ways into what runs.
var enterable = func() policy.ServiceSet {
	var prefixes []string
	for i := range mechanisms {
		if len(mechanisms[i].Runs) > 0 {
			for _, need := range mechanisms[i].Needs {
				service, _, _ := strings.Cut(need, ":")
				prefixes = append(prefixes, service)
			}
		}
	}
	return policy.Services(prefixes...)
}()

// regionsOf are all regions together, and each that a document names.
func regionsOf(d *policy.Document) []string {
	regions := []string{"*"}
	for i := range d.Statements {
		for _, v := range d.Statements[i].Resource.Values {
			if parts := strings.SplitN(v.Text, ":", 6); len(parts) == 6 && parts[3] != "" && !slices.Contains(regions, parts[3]) {
				regions = append(regions, parts[3])
			}
		}
	}
	return regions
}

// entersAll finds the statement that allows the first request of a way, where
// the document allows all of them on everything in a region.
func (m *Mechanism) entersAll(d *policy.Document, facts *catalog.Catalog, region string) (first *policy.Statement) {
	for _, need := range m.Needs {
		action, kind, _ := strings.Cut(need, "@")
		s := allowsEverywhere(d, facts, action, kind, region)
		if s == nil {
			return nil
		}
		if first == nil {
			first = s
		}
	}
	return first
}

// allowsEverywhere finds a statement that allows an action on all resources in
// a region of the types that it requires, or of one kind.
func allowsEverywhere(d *policy.Document, facts *catalog.Catalog, action, kind, region string) *policy.Statement {
	name := strings.ToLower(action)
	if !d.MayAllow(name) {
		return nil
	}
	a := facts.Action(action)
	if a == nil || a.WildcardOnly() {
		s, _ := d.GrantsOnEvery(name, "arn:*:*:*:*:*")
		return s
	}
	var found *policy.Statement
	for _, r := range a.Resources {
		if !r.Required && r.Type.Name != kind {
			continue
		}
		var s *policy.Statement
		for arn := range strings.SplitSeq(r.Type.ARN, ", ") {
			arn = strings.ReplaceAll(arn, "${Region}", region)
			if s == nil {
				s, _ = d.GrantsOnEvery(name, catalog.WithoutVariables(arn))
			}
		}
		if s == nil {
			return nil
		}
		if found == nil || r.Type.Name == kind {
			found = s
		}
	}
	return found
}
