package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/internal/spelling"
)

// A statementARN is an entry of Resource or NotResource of the statement that is
// checked, taken apart once for all that is asked of it.
type statementARN struct {
	Value
	parts    [6]string
	n        int     // parts that are there
	variable bool    // has something like a variable
	resource pattern // the last part, with a star for each variable
}

// takeApart takes the entries of an element apart, in the place of those before.
func (c *check) takeApart(e Element) []statementARN {
	c.arns = c.arns[:0]
	for _, v := range e.Values {
		a := statementARN{Value: v, variable: strings.Contains(v.Text, "${")}
		a.parts, a.n = splitARN(v.Text)
		if a.variable {
			a.resource = newPattern(withoutVariables(a.parts[5]))
		} else {
			a.resource = newPattern(a.parts[5])
		}
		c.arns = append(c.arns, a)
	}
	return c.arns
}

// arn checks an entry of Resource.
func (c *check) arn(a *statementARN) {
	if onlyStars(a.Text) || c.kind == ResourcePolicy && strings.HasPrefix(a.Text, "execute-api:/") {
		return
	}
	switch {
	case !Match(a.parts[0], "arn"):
		c.report(ARNInvalid, a.Span, a.Text, fmt.Sprintf(`names the resource %q, which is neither an ARN nor "*"`, a.Text), nil)
		return
	case a.n < 6:
		c.report(ARNInvalid, a.Span, a.Text, fmt.Sprintf("names the resource %q, an ARN with %d of its 6 fields", a.Text, a.n), nil)
		return
	}
	if a.variable && c.document.Version.Text == currentVersion {
		for i, part := range a.parts[:5] {
			if strings.Contains(part, "${") {
				c.report(VariablePlace, a.Span, part, fmt.Sprintf("has the variable %s in the %s of an ARN, where none is expanded", part, arnFields[i]), nil)
				return
			}
		}
	}
	if head := c.head(a); head != nil {
		c.form(a.Value, a.parts, &a.resource, head)
	}
}

// An arnHead are the fields of an ARN before the resource.
type arnHead struct {
	service                                *catalog.Service
	types                                  *serviceTypes
	region, anyRegion, account, anyAccount bool // has one, has one that may be any
}

// head checks the fields before the resource; nil where the resource cannot be
// checked then. Entries repeat these fields, so that those with which nothing is
// wrong are checked once.
func (c *check) head(a *statementARN) *arnHead {
	text := a.Text[:len(a.Text)-len(a.parts[5])]
	if known := c.heads[text]; known != nil {
		return known
	}
	before := len(c.problems)
	c.partition(a.Value, a.parts)
	c.region(a.Value, a.parts)
	c.exampleAccount(a.Value, a.parts[4], true)
	service := c.arnService(a.Value, a.parts)
	region, account := a.parts[3], a.parts[4]
	if account != "" && !strings.ContainsAny(account, "*?$") && !isAccountID(account) && account != "aws" {
		c.report(ARNAccount, a.Span, a.Text, fmt.Sprintf("names the resource %q, whose account %q is not 12 digits", a.Text, account), nil)
		return nil
	}
	if service == nil {
		return nil
	}
	head := &arnHead{
		service: service, types: c.arnTypes(service.Prefix),
		region: region != "", anyRegion: strings.Contains(region, "*"),
		account: account != "", anyAccount: strings.Contains(account, "*") || account == "" && sharedByAWS[service.Prefix],
	}
	if len(c.problems) == before {
		c.heads[text] = head
	}
	return head
}

// suits says whether region and account are there as ARNs of some types have them.
func (h *arnHead) suits(regional, global, owned, ownerless bool) bool {
	return (h.anyRegion || !h.region && global || h.region && regional) && (h.anyAccount || !h.account && ownerless || h.account && owned)
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
		detail += fmt.Sprintf(" (did you mean %q?)", near)
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
	if s := c.facts.Service(name); s != nil && len(c.arnTypes(name).list) > 0 {
		return s
	}
	// Some services have resources under another name than their prefix.
	if !c.facts.ARNService(name) {
		detail := fmt.Sprintf("names the resource %q of a service %q, which does not exist", v.Text, name)
		var fix *Fix
		if near := c.facts.NearestService(name); near != "" {
			detail += fmt.Sprintf(" (did you mean %q?)", near)
			fix = replace(v.Span, strconv.Quote(joinARN(parts, 2, near)), "write the service "+near, false)
		}
		c.report(ServiceUnknown, v.Span, v.Text, detail, fix)
	}
	return nil
}

// form checks that an ARN looks like one of the resources of its service, and
// that region and account are there where they have to be.
func (c *check) form(v Value, parts [6]string, resource *pattern, head *arnHead) {
	types := head.types
	if last := &types.list[types.last]; resource.overlaps(&last.resource) && head.suits(last.regional, !last.regional, last.owned, !last.owned) {
		return // of the same type as the one before
	}
	found, regional, global, owned, ownerless := false, false, false, false, false
	for i := range types.list {
		typ := &types.list[i]
		if !resource.overlaps(&typ.resource) {
			continue
		}
		found = true
		regional, global = regional || typ.regional, global || !typ.regional
		owned, ownerless = owned || typ.owned, ownerless || !typ.owned
		if head.suits(regional, global, owned, ownerless) {
			types.last = i
			return // nothing is wrong with it
		}
	}
	s := head.service
	if !found {
		c.noForm(v, parts, s)
		return
	}
	switch {
	case !head.region && !global:
		c.report(ARNRegion, v.Span, v.Text, fmt.Sprintf("names the resource %q without a region, which such resources of %s have", v.Text, s.Prefix), replace(v.Span, strconv.Quote(joinARN(parts, 3, "*")), "write * as the region", false))
	case head.region && !head.anyRegion && !regional:
		c.report(ARNRegion, v.Span, v.Text, fmt.Sprintf("names the resource %q with a region, which such resources of %s do not have", v.Text, s.Prefix), replace(v.Span, strconv.Quote(joinARN(parts, 3, "")), "leave the region out", false))
	}
	switch {
	case !head.account && !ownerless && !head.anyAccount:
		c.report(ARNAccount, v.Span, v.Text, fmt.Sprintf("names the resource %q without an account, which such resources of %s have", v.Text, s.Prefix), nil)
	case head.account && !head.anyAccount && !owned:
		c.report(ARNAccount, v.Span, v.Text, fmt.Sprintf("names the resource %q with an account, which such resources of %s do not have", v.Text, s.Prefix), replace(v.Span, strconv.Quote(joinARN(parts, 4, "")), "leave the account out", false))
	}
}

// serviceTypes are the resource types of a service.
type serviceTypes struct {
	list []arnType
	last int // the one that an ARN was of most recently
}

// An arnType is a resource type as the fields of its ARNs.
type arnType struct {
	regional, owned bool // has a region, an account
	resource        pattern
}

// arnTypes are those of a service.
func (v *Validator) arnTypes(service string) *serviceTypes {
	types := v.types[service]
	if types != nil {
		return types
	}
	types = new(serviceTypes)
	for _, t := range v.facts.ARNTypes(service) {
		types.list = append(types.list, arnType{t.Region != "", t.Account != "", newPattern(t.Resource)})
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
		c.report(ARNInvalid, v.Span, v.Text, fmt.Sprintf("%s (did you mean %q?)", detail, near), nil)
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
