package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/internal/spelling"
)

// resourceElement checks Resource and NotResource (AWS JSON policy elements:
// Resource; Amazon Resource Names).
func (c *check) resourceElement(s *Statement) {
	for _, e := range []Element{s.Resource, s.NotResource} {
		for _, v := range e.Values {
			c.variables(v, true, "Resource")
			c.arn(v)
		}
		c.redundantResources(e)
	}
	c.mismatches(s)
}

// arn checks an entry of Resource.
func (c *check) arn(v Value) {
	if onlyStars(v.Text) || c.kind == ResourcePolicy && strings.HasPrefix(v.Text, "execute-api:/") {
		return
	}
	parts, n := splitARN(v.Text)
	switch {
	case !Match(parts[0], "arn"):
		c.report(ARNInvalid, v.Span, v.Text, fmt.Sprintf(`names the resource %q, which is neither an ARN nor "*"`, v.Text), nil)
		return
	case n < 6:
		c.report(ARNInvalid, v.Span, v.Text, fmt.Sprintf("names the resource %q, an ARN with %d of its 6 fields", v.Text, n), nil)
		return
	}
	if c.document.Version.Text == currentVersion {
		for i, part := range parts[:5] {
			if strings.Contains(part, "${") {
				c.report(VariablePlace, v.Span, part, fmt.Sprintf("has the variable %s in the %s of an ARN, where none is expanded", part, arnFields[i]), nil)
				return
			}
		}
	}
	c.partition(v, parts)
	c.region(v, parts)
	c.exampleAccount(v, parts[4])
	service := c.arnService(v, parts)
	if service == nil {
		if account := parts[4]; account != "" && !strings.ContainsAny(account, "*?$") && !isAccountID(account) && account != "aws" {
			c.badAccount(v, account)
		}
		return
	}
	c.form(v, parts, service)
}

var arnFields = [...]string{"prefix", "partition", "service", "region", "account", "resource"}

func (c *check) partition(v Value, parts [6]string) {
	if p := parts[1]; strings.ContainsAny(p, "*?") || catalog.IsPartition(p) {
		return
	}
	var fix *Fix
	if p := catalog.RegionPartition(parts[3]); p != "" || parts[3] == "" {
		if p == "" {
			p = "aws"
		}
		fix = replace(v.Span, strconv.Quote(joinARN(parts, 1, p)), "write the partition "+p, false)
	}
	c.report(ARNPartition, v.Span, v.Text, fmt.Sprintf("names the resource %q in a partition %q, which does not exist", v.Text, parts[1]), fix)
}

// joinARN is an ARN with one of its parts replaced.
func joinARN(parts [6]string, at int, part string) string {
	parts[at] = part
	return strings.Join(parts[:], ":")
}

func (c *check) region(v Value, parts [6]string) {
	r := parts[3]
	if r == "" || strings.ContainsAny(r, "*?") || catalog.IsRegion(r) || r == "aws-global" {
		return
	}
	detail := fmt.Sprintf("names the resource %q in a region %q, which does not exist", v.Text, r)
	var fix *Fix
	if near := catalog.NearestRegion(r); near != "" {
		detail += fmt.Sprintf("; did you mean %q?", near)
		fix = replace(v.Span, strconv.Quote(joinARN(parts, 3, near)), "write the region "+near, false)
	}
	c.report(ARNRegion, v.Span, v.Text, detail, fix)
}

// arnService finds the service of an ARN, nil when there is none or it cannot be told.
func (c *check) arnService(v Value, parts [6]string) *catalog.Service {
	name := parts[2]
	switch {
	case strings.ContainsAny(name, "*?"):
		if name != "*" || parts[3] != "*" || parts[4] != "*" || parts[5] != "*" { // another way to write "*"
			c.report(ServiceWildcard, v.Span, v.Text, fmt.Sprintf("names the resource %q, whose service part has a wildcard", v.Text), nil)
		}
		return nil
	case strings.ToLower(name) != name:
		c.report(ARNInvalid, v.Span, v.Text, fmt.Sprintf("names the resource %q, whose service part has capital letters and so matches nothing", v.Text),
			replace(v.Span, strconv.Quote(joinARN(parts, 2, strings.ToLower(name))), "write it small", false))
		return nil
	}
	if s := c.facts.Service(name); s != nil && len(c.arnTypes(name)) > 0 {
		return s
	}
	// Some services have resources under another name than their prefix.
	if !c.facts.ARNService(name) {
		detail := fmt.Sprintf("names the resource %q of a service %q, which does not exist", v.Text, name)
		var fix *Fix
		if near := c.facts.NearestService(name); near != "" {
			detail += fmt.Sprintf("; did you mean %q?", near)
			fix = replace(v.Span, strconv.Quote(joinARN(parts, 2, near)), "write the service "+near, false)
		}
		c.report(ServiceUnknown, v.Span, v.Text, detail, fix)
	}
	return nil
}

// form checks that an ARN looks like one of the resources of its service, and
// that region and account are there where they have to be.
func (c *check) form(v Value, parts [6]string, s *catalog.Service) {
	account := parts[4]
	if account != "" && !strings.ContainsAny(account, "*?$") && !isAccountID(account) && account != "aws" {
		c.badAccount(v, account)
		return
	}
	region := parts[3]
	anyRegion, anyAccount := strings.ContainsAny(region, "*"), strings.ContainsAny(account, "*") || account == "" && sharedByAWS[s.Prefix]
	resource := newPattern(withoutVariables(parts[5]))
	found, regional, global, owned, ownerless := false, false, false, false, false
	types := c.arnTypes(s.Prefix)
	for i := range types {
		typ := &types[i]
		if !resource.overlaps(&typ.resource) {
			continue
		}
		found = true
		regional, global = regional || typ.regional, global || !typ.regional
		owned, ownerless = owned || typ.owned, ownerless || !typ.owned
		if (anyRegion || region == "" && global || region != "" && regional) && (anyAccount || account == "" && ownerless || account != "" && owned) {
			return // nothing is wrong with it
		}
	}
	if !found {
		c.noForm(v, parts, s)
		return
	}
	switch {
	case region == "" && !global:
		c.report(ARNRegion, v.Span, v.Text, fmt.Sprintf("names the resource %q without a region, which such resources of %s have", v.Text, s.Prefix), replace(v.Span, strconv.Quote(joinARN(parts, 3, "*")), "write * as the region", false))
	case region != "" && !anyRegion && !regional:
		c.report(ARNRegion, v.Span, v.Text, fmt.Sprintf("names the resource %q with a region, which such resources of %s do not have", v.Text, s.Prefix), replace(v.Span, strconv.Quote(joinARN(parts, 3, "")), "leave the region out", false))
	}
	switch {
	case account == "" && !ownerless && !anyAccount:
		c.report(ARNAccount, v.Span, v.Text, fmt.Sprintf("names the resource %q without an account, which such resources of %s have", v.Text, s.Prefix), nil)
	case account != "" && !anyAccount && !owned:
		c.report(ARNAccount, v.Span, v.Text, fmt.Sprintf("names the resource %q with an account, which such resources of %s do not have", v.Text, s.Prefix), replace(v.Span, strconv.Quote(joinARN(parts, 4, "")), "leave the account out", false))
	}
}

// An arnType is a resource type as the fields of its ARNs.
type arnType struct {
	regional, owned bool // has a region, an account
	resource        pattern
}

// arnTypes are those of a service.
func (v *Validator) arnTypes(service string) []arnType {
	types, ok := v.types[service]
	if ok {
		return types
	}
	for _, t := range v.facts.ARNTypes(service) {
		types = append(types, arnType{t.Region != "", t.Account != "", newPattern(t.Resource)})
	}
	v.types[service] = types
	return types
}

// sharedByAWS are services in which AWS has resources of its own, whose ARNs
// name no account: documents, parameters and views for everybody.
var sharedByAWS = map[string]bool{"ssm": true, "kms": true, "resource-explorer-2": true, "ec2": true, "imagebuilder": true, "elasticbeanstalk": true, "rds": true}

// noForm reports an ARN that has not the form of any resource of its service, if
// it is a slip of one that has: the reference does not tell all forms there are.
func (c *check) noForm(v Value, parts [6]string, s *catalog.Service) {
	word, separator := typeWord(parts[5])
	if word == "" {
		return
	}
	detail := fmt.Sprintf("names the resource %q, which has not the form of any resource of %s", v.Text, s.Prefix)
	var words []string
	for _, typ := range c.facts.ARNTypes(s.Prefix) {
		known, between := typeWord(typ.Resource)
		if known == word && between != separator {
			c.report(ARNInvalid, v.Span, v.Text, fmt.Sprintf("%s; behind %q stands %q there", detail, word, between), nil)
			return
		}
		if known == word {
			return // some form of the type
		}
		words = append(words, known)
	}
	if near := spelling.Nearest(word, slices.Values(words)); near != "" {
		c.report(ARNInvalid, v.Span, v.Text, fmt.Sprintf("%s; did you mean %q?", detail, near), nil)
	}
}

// typeWord is the word with which a resource begins and what follows it, "" for
// one that begins with what varies.
func typeWord(resource string) (word, separator string) {
	i := strings.IndexAny(resource, ":/*?$")
	if i <= 0 || resource[i] != ':' && resource[i] != '/' {
		return "", ""
	}
	return resource[:i], resource[i : i+1]
}

func (c *check) badAccount(v Value, account string) {
	c.report(ARNAccount, v.Span, v.Text, fmt.Sprintf("names the resource %q, whose account %q is not 12 digits", v.Text, account), nil)
}

// redundantResources finds entries that another one of the list covers.
func (c *check) redundantResources(e Element) {
	if len(e.Values) < 2 {
		return
	}
	var buffer [8]int
	wide := buffer[:0]
	for i, v := range e.Values {
		if strings.ContainsAny(v.Text, "*?") {
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
	i := strings.IndexAny(wide, "*?")
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
func (c *check) mismatches(s *Statement) {
	if len(s.Resource.Values) == 0 || c.kind == TrustPolicy || c.kind == EndpointPolicy {
		return
	}
	c.arns = c.arns[:0]
	for _, v := range s.Resource.Values {
		parts, n := splitARN(v.Text)
		if onlyStars(v.Text) || n < 6 || strings.ContainsAny(parts[2], "*?") {
			return
		}
		c.arns = append(c.arns, statementARN{parts[2], newPattern(withoutVariables(parts[5]))})
	}
	var at Span
	var names []string
	more := 0
	for _, v := range s.Action.Values {
		f := c.action(v.Text)
		if f.exact == nil || c.fitsSome(f.exact) {
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

// A statementARN is a resource of the statement that is checked.
type statementARN struct {
	service  string
	resource pattern
}

// fitsSome says whether one of the statement's resources can be one that the action works on.
func (c *check) fitsSome(a *catalog.Action) bool {
	if a.WildcardOnly() {
		// What such an action is asked about differs by service: some ask about all
		// of a region or account, which a pattern matches.
		return slices.ContainsFunc(c.arns, func(r statementARN) bool {
			return r.resource.first >= 0 && (r.service == a.Service || a.Service == "ssmmessages" || Overlaps(r.service, a.Service))
		})
	}
	for k := range c.arns {
		service, resource := c.arns[k].service, &c.arns[k].resource
		for i := range a.Resources {
			for _, form := range c.forms(a.Resources[i].Type) {
				if form.service == "" || (service == form.service || Overlaps(service, form.service)) &&
					!(form.noSlash && strings.Contains(resource.text, "/")) && resource.overlaps(&form.resource) {
					return true
				}
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

// forms are those of a resource type.
func (v *Validator) forms(t *catalog.ResourceType) []arnForm {
	forms, ok := v.resources[t]
	if ok {
		return forms
	}
	for arn := range strings.SplitSeq(t.ARN, ", ") {
		parts, n := splitARN(arn)
		if n < 6 {
			forms = append(forms, arnForm{})
			continue
		}
		// Bucket naming rules.
		forms = append(forms, arnForm{withoutVariables(parts[2]), newPattern(withoutVariables(parts[5])), parts[5] == "${BucketName}"})
	}
	v.resources[t] = forms
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
	services := make([]ServiceSet, len(list))
	for i := range list {
		services[i] = list[i].services
	}
	for i := range list {
		for k := range list {
			if i != k && services[i]&^services[k] == 0 && saysAll(&list[k], &list[i]) && !(k > i && saysAll(&list[i], &list[k])) {
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
		len(wide.Conditions) != len(narrow.Conditions) || !sameEntries(wide.Principal, narrow.Principal) || !sameEntries(wide.NotPrincipal, narrow.NotPrincipal) {
		return false
	}
	for _, v := range narrow.Action.Values {
		p, ok := ParseAction(v.Text)
		if ok && !wide.coversAction(p) {
			return false
		}
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
	if len(narrow.Action.Values) == 0 || narrow.Resource.Present() != wide.Resource.Present() {
		return false
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
