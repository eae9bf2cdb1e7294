package policy

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/iamlint/iamlint/catalog"
)

// actionFacts are what the catalogue says of an entry of Action.
type actionFacts struct {
	pattern  ActionPattern
	service  *catalog.Service
	exact    *catalog.Action // without wildcards
	forms    []arnForm       // of the resources that it works on
	variable bool            // has something like a variable
	wrong    ProblemKind     // 0 for an entry that is right
	detail   string
	near     string // what was meant
}

// lookUpActions looks up what the statement names.
func (c *check) lookUpActions(s *Statement) {
	c.named = c.named[:0]
	for _, v := range s.Action.Values {
		c.named = append(c.named, c.action(v.Text))
	}
}

// action looks an entry of Action up.
func (v *Validator) action(text string) *actionFacts {
	if known := v.actions[text]; known != nil {
		return known
	}
	facts := v.lookUp(text)
	facts.variable = strings.Contains(text, "${")
	v.actions[text] = facts
	return facts
}

func (v *Validator) lookUp(text string) *actionFacts {
	pattern, ok := ParseAction(text)
	if ok && pattern.Every() {
		return &actionFacts{pattern: pattern}
	}
	prefix, name, colon := strings.Cut(text, ":")
	switch {
	case !colon || prefix == "" || name == "":
		return &actionFacts{wrong: ActionUnknown, detail: fmt.Sprintf("names the action %q, which has not the form service:Action", text)}
	case strings.ContainsAny(prefix, "*?"):
		return &actionFacts{wrong: ServiceWildcard, detail: fmt.Sprintf("names the action %q, whose service part has a wildcard", text)}
	case strings.TrimSpace(text) != text || strings.ContainsAny(text, " \t,"):
		facts := &actionFacts{wrong: ActionUnknown, detail: fmt.Sprintf("names the action %q, which matches nothing because of the blank or comma in it", text)}
		if trimmed := strings.Join(strings.Fields(text), ""); !strings.Contains(trimmed, ",") {
			facts.near = trimmed
		}
		return facts
	}
	s := v.facts.Service(prefix)
	if s == nil && v.facts.WithdrawnService(prefix) {
		return &actionFacts{wrong: ActionWithdrawn, detail: fmt.Sprintf("names the action %q of a service that AWS once had and knows no more", text)}
	}
	if s == nil {
		facts := &actionFacts{wrong: ServiceUnknown, detail: fmt.Sprintf("names the action %q of a service %q, which does not exist", text, prefix)}
		if near := v.facts.NearestService(prefix); near != "" && v.facts.Service(near).Action(name) != nil {
			facts.near = near + ":" + name
			facts.detail += fmt.Sprintf(" (did you mean %q?)", facts.near)
		}
		return facts
	}
	facts := &actionFacts{pattern: pattern, service: s}
	if !strings.ContainsAny(name, "*?") {
		if facts.exact = s.Action(name); facts.exact != nil {
			facts.forms = v.forms(facts.exact)
		}
	}
	if facts.exact != nil || matchesSome(s, pattern) {
		return facts
	}
	if v.facts.Withdrawn(text) {
		facts.wrong = ActionWithdrawn
		facts.detail = fmt.Sprintf("names the action %q, which AWS once had and knows no more", text)
		return facts
	}
	facts.wrong = ActionUnknown
	facts.detail = fmt.Sprintf("names the action %q, which %s does not have", text, s.Prefix)
	if near := s.NearestAction(strings.Trim(name, "*?")); near != "" && !strings.ContainsAny(name, "*?") {
		facts.near = s.Prefix + ":" + near
		facts.detail += fmt.Sprintf(" (did you mean %q?)", facts.near)
	}
	return facts
}

func matchesSome(s *catalog.Service, p ActionPattern) bool {
	for i := range s.Actions() {
		if matchFold(p.Name, s.Actions()[i].Name) {
			return true
		}
	}
	return false
}

// actionElement checks Action and NotAction.
func (c *check) actionElement(s *Statement) {
	for i, v := range s.Action.Values {
		c.actionEntry(v, c.named[i])
	}
	c.redundantActions(s.Action)
	for _, v := range s.NotAction.Values {
		c.actionEntry(v, c.action(v.Text))
	}
	c.redundantActions(s.NotAction)
	c.unsupportedActions(s)
}

func (c *check) actionEntry(v Value, facts *actionFacts) {
	if facts.variable {
		c.variables(v, false, "Action")
	}
	if facts.wrong != 0 {
		var fix *Fix
		if facts.near != "" {
			fix = replace(v.Span, strconv.Quote(facts.near), "write "+facts.near, false)
		}
		c.report(facts.wrong, v.Span, v.Text, facts.detail, fix)
	}
	if c.kind == ServiceControlPolicy {
		if _, name, _ := strings.Cut(v.Text, ":"); len(name) > 1 && strings.ContainsAny(name[:len(name)-1], "*?") {
			c.report(SCPActionWildcard, v.Span, v.Text, fmt.Sprintf("names the action %q, whose wildcard is not at its end", v.Text), nil)
		}
	}
}

// redundantActions finds entries that another one of the list covers.
func (c *check) redundantActions(e Element) {
	if len(e.Values) < 2 {
		return
	}
	var buffer [8]int
	wide := buffer[:0] // entries that cover others
	for i, v := range e.Values {
		if hasWild(v.Text) {
			wide = append(wide, i)
		}
		if k := slices.IndexFunc(e.Values[:i], func(w Value) bool { return len(w.Text) == len(v.Text) && strings.EqualFold(w.Text, v.Text) }); k >= 0 {
			c.report(ActionRedundant, v.Span, v.Text, fmt.Sprintf("names the action %q twice", e.Values[k].Text), remove(v.Span))
		}
	}
	if len(wide) == 0 {
		return
	}
	for i, v := range e.Values {
		if slices.ContainsFunc(e.Values[:i], func(w Value) bool { return strings.EqualFold(w.Text, v.Text) }) {
			continue
		}
		narrow := c.action(v.Text).pattern
		for _, k := range wide {
			cover := c.action(e.Values[k].Text).pattern
			if k != i && cover.Service != "" && narrow.Service != "" && cover.Covers(narrow) && !(k > i && narrow.Covers(cover)) {
				c.report(ActionRedundant, v.Span, v.Text, fmt.Sprintf("names the action %q, which %q covers already", v.Text, e.Values[k].Text), remove(v.Span))
				break
			}
		}
	}
}

// remove is a fix that takes an entry of a list out.
func remove(at Span) *Fix { return replace(at, "", "remove it", true) }

// unsupportedActions finds actions that can never apply in the kind of policy:
// other than those of STS in a trust policy, or of another service than the
// statement's resources in a resource policy.
func (c *check) unsupportedActions(s *Statement) {
	switch c.kind {
	case TrustPolicy:
		for i, v := range s.Action.Values {
			if f := c.named[i]; f.service != nil && f.service.Prefix != "sts" {
				c.report(ActionUnsupported, v.Span, v.Text, fmt.Sprintf("names the action %q, though a trust policy decides only actions of sts", v.Text), nil)
			}
		}
	case ResourcePolicy:
		if own := c.document.actionService(); own != "" {
			c.unsupportedResources(s, own)
			return
		}
		service := commonService(s.Resource)
		if service == "" {
			return
		}
		for i, v := range s.Action.Values {
			f := c.named[i]
			if f.service != nil && f.exact != nil && f.service.Prefix != service && !worksOn(f.exact, service) {
				c.report(ActionUnsupported, v.Span, v.Text, fmt.Sprintf("names the action %q, which never applies to a resource of %s", v.Text, service), nil)
			}
		}
	}
}

// actionService is the service of all actions of a document, "" when they are
// of several or the document has wildcards for services.
func (d *Document) actionService() string {
	service := ""
	for i := range d.Statements {
		for _, v := range d.Statements[i].Action.Values {
			p, ok := ParseAction(v.Text)
			if !ok || p.Every() || service != "" && service != p.Service {
				return ""
			}
			service = p.Service
		}
	}
	return service
}

// unsupportedResources finds ARNs of other services than the one whose
// resource the policy belongs to.
func (c *check) unsupportedResources(s *Statement, own string) {
	for _, v := range s.Resource.Values {
		parts, n := splitARN(v.Text)
		if n < 6 || parts[2] == "" || parts[2] == own || strings.ContainsAny(parts[2], "*?$") || !c.facts.ARNService(parts[2]) {
			continue
		}
		works := false
		for _, f := range c.named {
			works = works || f.exact == nil || worksOn(f.exact, parts[2])
		}
		if !works {
			c.report(ARNUnsupported, v.Span, v.Text, fmt.Sprintf("names the resource %q, though its actions are those of %s", v.Text, own), nil)
		}
	}
}

// commonService is the service of all ARNs of a list, "" when they differ or do not tell.
func commonService(e Element) string {
	service := ""
	for _, v := range e.Values {
		parts, n := splitARN(v.Text)
		if n < 6 || parts[2] == "" || strings.ContainsAny(parts[2], "*?$") || service != "" && service != parts[2] {
			return ""
		}
		service = parts[2]
	}
	return service
}

func worksOn(a *catalog.Action, service string) bool {
	for _, r := range a.Resources {
		for arn := range strings.SplitSeq(r.Type.ARN, ", ") {
			if parts, n := splitARN(arn); n == 6 && parts[2] == service {
				return true
			}
		}
	}
	return false
}
