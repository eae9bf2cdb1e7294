package graph

import (
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
		if grant.On == oldVersions || grant.On >= userBoundary {
			continue // depend on what the account holds
		}
		if s := allowsOnAll(d, grant.Action, grant.On.arns()); s != nil {
			found = append(found, complete(grant.ID, s, grant.Action))
		}
	}
	for i := range mechanisms {
		m := &mechanisms[i]
		if m.ID == assumeRole || len(m.Runs) > 0 {
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
	return found
}

func complete(id string, s *policy.Statement, names ...string) Complete {
	return Complete{ID: id, Statement: s, At: s.Entry(strings.ToLower(names[0])), Actions: names}
}

// allowsOnAll finds the statement that allows an action of IAM on all objects
// of a kind, or on the holder's own user.
func allowsOnAll(d *policy.Document, action, kind string) *policy.Statement {
	name := strings.ToLower(action)
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
	a := facts.Action(action)
	if !d.MayAllow(name) || d.DeniesOnEvery(name, "arn:*:*:*:*:*") {
		return false
	}
	if a == nil || a.WildcardOnly() {
		return d.Allows(action, "*")
	}
	some, required := false, true
	for _, r := range a.Resources {
		for arn := range strings.SplitSeq(r.Type.ARN, ", ") {
			fits := d.AllowsSome(action, withoutVariables(arn))
			some = some || fits
			required = required && (fits || !r.Required)
		}
	}
	return some && required
}
