package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/iamlint/iamlint/catalog"
)

// resourceElement checks Resource and NotResource (AWS JSON policy elements:
// Resource; Amazon Resource Names).
func (c *check) resourceElement(s *Statement) {
	if s.NotResource.Present() {
		c.resources(s.NotResource)
	}
	c.mismatches(s, c.resources(s.Resource))
}

// resources checks the entries of a list, and returns them taken apart.
func (c *check) resources(e Element) []statementARN {
	arns := c.takeApart(e)
	for i := range arns {
		if arns[i].variable {
			c.variables(arns[i].Value, true, "Resource")
		}
		c.arn(&arns[i])
	}
	c.redundantResources(e)
	return arns
}

// redundantResources finds entries that another one of the list covers.
func (c *check) redundantResources(e Element) {
	if len(e.Values) < 2 {
		return
	}
	var buffer [8]int
	wide := buffer[:0]
	for i, v := range e.Values {
		if hasWild(v.Text) {
			wide = append(wide, i)
		}
		if slices.ContainsFunc(e.Values[:i], func(w Value) bool { return w.Text == v.Text }) {
			c.report(ResourceRedundant, v.Span, v.Text, fmt.Sprintf("names the resource %q twice", v.Text), remove(v.Span))
		}
	}
	if len(wide) == 0 {
		return
	}
	for i, v := range e.Values {
		if slices.ContainsFunc(e.Values[:i], func(w Value) bool { return w.Text == v.Text }) {
			continue
		}
		for _, k := range wide {
			if k != i && coversARN(e.Values[k].Text, v.Text) && !(k > i && coversARN(v.Text, e.Values[k].Text)) {
				c.report(ResourceRedundant, v.Span, v.Text, fmt.Sprintf("names the resource %q, which %q covers already", v.Text, e.Values[k].Text), remove(v.Span))
				break
			}
		}
	}
}

// coversARN says whether an entry of Resource matches all that another one
// does. A yes is certain.
func coversARN(wide, narrow string) bool {
	i := firstWild(wide)
	switch {
	case onlyStars(wide):
		return true
	case i < 0 || !strings.HasPrefix(narrow, wide[:i]) || strings.Contains(wide, "${"):
		return false
	}
	w, n := splitARN(wide)
	x, m := splitARN(narrow)
	if n < 6 || m < 6 {
		return false
	}
	for i := range w {
		if !covers(w[i], x[i]) {
			return false
		}
	}
	return true
}

// maxNamed is how many things a message names.
const maxNamed = 4

// mismatches finds actions that no resource of the statement fits (Actions,
// resources, and condition keys for AWS services).
func (c *check) mismatches(s *Statement, arns []statementARN) {
	if len(arns) == 0 || c.kind == TrustPolicy || c.kind == EndpointPolicy {
		return
	}
	for i := range arns {
		if a := &arns[i]; onlyStars(a.Text) || a.n < 6 || hasWild(a.parts[2]) {
			return
		}
	}
	var at Span
	var names []string
	more := 0
	for i, v := range s.Action.Values {
		f := c.named[i]
		if f.exact == nil || fitsSome(f, arns) {
			continue
		}
		if c.kind == ResourcePolicy && f.service.Prefix != commonService(s.Resource) {
			continue // reported as an action of another service
		}
		if at.End == 0 {
			at = v.Span
		}
		if len(names) < maxNamed {
			names = append(names, v.Text)
		} else {
			more++
		}
	}
	if at.End == 0 {
		return
	}
	list := quoted(names)
	if more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	effect := "allows"
	if s.Denies() {
		effect = "denies"
	}
	c.report(ResourceMismatch, at, "Action", fmt.Sprintf("%s %s on resources that fit no such action", effect, list), nil)
}

// fitsSome says whether one of some resources can be one that the action works on.
func fitsSome(f *actionFacts, arns []statementARN) bool {
	for k := range arns {
		service, resource := arns[k].parts[2], &arns[k].resource
		if f.exact.WildcardOnly() {
			// What such an action is asked about differs by service: some ask about all
			// of a region or account, which a pattern matches.
			if resource.first >= 0 && (service == f.exact.Service || f.exact.Service == "ssmmessages") {
				return true
			}
			continue
		}
		for i := range f.forms {
			form := &f.forms[i]
			if form.service == "" || (service == form.service || Match(form.service, service)) &&
				!(form.noSlash && strings.Contains(resource.text, "/")) && resource.overlaps(&form.resource) {
				return true
			}
		}
	}
	return false
}

// An arnForm is one form of the ARNs of a resource type, as patterns.
type arnForm struct {
	service  string // "" for "*"
	resource pattern
	noSlash  bool // the resources have no slash in their names
}

// forms are those of the resources that an action works on.
func (v *Validator) forms(a *catalog.Action) []arnForm {
	var all []arnForm
	for _, r := range a.Resources {
		forms, ok := v.resources[r.Type]
		if !ok {
			forms = arnForms(r.Type)
			v.resources[r.Type] = forms
		}
		all = append(all, forms...)
	}
	return all
}

// arnForms are those of a resource type.
func arnForms(t *catalog.ResourceType) (forms []arnForm) {
	for arn := range strings.SplitSeq(t.ARN, ", ") {
		parts, n := splitARN(arn)
		if n < 6 {
			forms = append(forms, arnForm{})
			continue
		}
		// Bucket naming rules.
		forms = append(forms, arnForm{withoutVariables(parts[2]), newPattern(withoutVariables(parts[5])), parts[5] == "${BucketName}"})
	}
	return forms
}

// withoutVariables is a text with a star for each variable.
func withoutVariables(text string) string {
	for strings.Contains(text, "${") {
		before, _, after, ok := cutVariable(text)
		if !ok {
			return text
		}
		text = before + "*" + after
	}
	return text
}

// redundantStatements finds statements that say nothing that another one does
// not say.
func (c *check) redundantStatements() {
	list := c.document.Statements
	if len(list) < 2 || len(list) > 64 {
		return
	}
	for i := range list {
		for k := range list {
			if i != k && list[i].services&^list[k].services == 0 && saysAll(&list[k], &list[i]) && !(k > i && saysAll(&list[i], &list[k])) {
				c.statement = &list[i]
				name := "another one"
				if sid := list[k].Sid.Text; sid != "" {
					name = strconv.Quote(sid)
				}
				c.report(StatementRedundant, list[i].Span, "Statement", fmt.Sprintf("has a statement that repeats what %s says already", name), remove(list[i].Span))
				break
			}
		}
	}
	c.statement = nil
}

// saysAll says whether a statement applies wherever another one does, with the
// same effect. A yes is certain.
func saysAll(wide, narrow *Statement) bool {
	if wide.Effect.Text != narrow.Effect.Text || wide.NotAction.Present() || narrow.NotAction.Present() || wide.NotResource.Present() || narrow.NotResource.Present() ||
		len(narrow.Action.Values) == 0 || narrow.Resource.Present() != wide.Resource.Present() ||
		len(wide.Conditions) != len(narrow.Conditions) || !sameEntries(wide.Principal, narrow.Principal) || !sameEntries(wide.NotPrincipal, narrow.NotPrincipal) {
		return false
	}
	for _, v := range narrow.Resource.Values {
		covered := false
		for _, w := range wide.Resource.Values {
			covered = covered || w.Text == v.Text || coversARN(w.Text, v.Text)
		}
		if !covered {
			return false
		}
	}
	for _, v := range narrow.Action.Values {
		p, ok := ParseAction(v.Text)
		if ok && !wide.coversAction(p) {
			return false
		}
	}
	for i := range wide.Conditions {
		if !sameCondition(&wide.Conditions[i], &narrow.Conditions[i]) {
			return false
		}
	}
	return true
}

func sameEntries(a, b Principals) bool {
	if a.Present() != b.Present() || len(a.Entries) != len(b.Entries) {
		return false
	}
	for i := range a.Entries {
		if a.Entries[i].Type != b.Entries[i].Type || a.Entries[i].Value.Text != b.Entries[i].Value.Text {
			return false
		}
	}
	return true
}

func sameCondition(a, b *Condition) bool {
	if !strings.EqualFold(a.Operator, b.Operator) || !strings.EqualFold(a.Key.Text, b.Key.Text) || len(a.Values) != len(b.Values) {
		return false
	}
	for i := range a.Values {
		if a.Values[i].Text != b.Values[i].Text {
			return false
		}
	}
	return true
}
