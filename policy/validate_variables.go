package policy

import (
	"fmt"
	"strconv"
	"strings"
)

// variables checks the policy variables of a value (IAM policy elements:
// Variables and tags). Only in documents of the current version are they
// variables at all.
func (c *check) variables(v Value, expanded bool, where string) {
	if !strings.Contains(v.Text, "${") || c.document.Version.Text != currentVersion {
		return
	}
	rest := v.Text
	for {
		i := strings.Index(rest, "${")
		if i < 0 {
			return
		}
		rest = rest[i+2:]
		end := strings.IndexByte(rest, '}')
		if next := strings.Index(rest, "${"); end < 0 || next >= 0 && next < end {
			c.report(VariableMalformed, v.Span, "${"+rest, fmt.Sprintf("has a variable without its closing brace in %q", v.Text), nil)
			continue
		}
		inside := rest[:end]
		rest = rest[end+1:]
		if !c.wellFormed(v, inside) {
			continue
		}
		name, _, _ := strings.Cut(inside, ",")
		switch {
		case !expanded && name != "*" && name != "?" && name != "$":
			c.report(VariablePlace, v.Span, "${"+inside+"}", fmt.Sprintf("has the variable ${%s} in %s, where none is expanded", inside, where), nil)
		case !c.isVariable(name):
			c.report(VariableUnknown, v.Span, "${"+inside+"}", fmt.Sprintf("has the variable ${%s}, whose key %q does not exist%s", inside, name, c.didYouMean(name)), nil)
		}
	}
}

// wellFormed reports what is wrong between the braces of a variable.
func (c *check) wellFormed(v Value, inside string) bool {
	name, value, hasDefault := strings.Cut(inside, ",")
	value = strings.TrimLeft(value, " ")
	malformed := func(detail, mended string) bool {
		var fix *Fix
		if mended != "" {
			fix = replace(v.Span, strconv.Quote(strings.Replace(v.Text, "${"+inside+"}", "${"+mended+"}", 1)), "write ${"+mended+"}", false)
		}
		c.report(VariableMalformed, v.Span, "${"+inside+"}", detail, fix)
		return false
	}
	switch {
	case strings.TrimSpace(inside) == "":
		return malformed(fmt.Sprintf("has an empty variable in %q", v.Text), "")
	case strings.ContainsAny(name, " \t"):
		mended := strings.Join(strings.Fields(name), "")
		if hasDefault {
			mended += ", " + value
		}
		return malformed(fmt.Sprintf("has blanks in the variable ${%s}, so that it stays as it is", inside), mended)
	case hasDefault && (len(value) < 2 || value[0] != '\'' || value[len(value)-1] != '\''):
		return malformed(fmt.Sprintf("has a default without quotes in the variable ${%s}, so that it stays as it is", inside), "")
	}
	return true
}

// isVariable says whether a variable names a key that can exist.
func (c *check) isVariable(name string) bool {
	if name == "*" || name == "?" || name == "$" {
		return true
	}
	known, ok := c.variable[name]
	if !ok {
		_, known = c.facts.Key(name)
		known = known || ofProvider(name)
		c.variable[name] = known
	}
	return known
}

// ofProvider says whether a key is a claim of an identity provider, which may
// have any name.
func ofProvider(name string) bool {
	prefix, _, _ := strings.Cut(name, ":")
	return strings.ContainsAny(prefix, "./") || strings.EqualFold(prefix, "saml") || strings.EqualFold(prefix, "cognito-identity")
}

// didYouMean suggests a key.
func (c *check) didYouMean(name string) string {
	if near := c.nearestKey(name); near != "" {
		return fmt.Sprintf(" (did you mean %q?)", near)
	}
	return ""
}

func (c *check) nearestKey(name string) string {
	prefix, _, _ := strings.Cut(name, ":")
	if s := c.facts.Service(prefix); s != nil {
		if near := s.NearestKey(name); near != "" {
			return near
		}
	}
	return c.facts.NearestKey(name)
}
