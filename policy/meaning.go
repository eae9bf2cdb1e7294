package policy

import (
	"slices"
	"strings"
)

// Meaning is a text that documents share which say the same, whatever the order
// of their statements and values, their Sids and the case of their actions.
func (d *Document) Meaning() string {
	statements := make([]string, len(d.Statements))
	for i := range d.Statements {
		statements[i] = d.Statements[i].meaning()
	}
	slices.Sort(statements)
	return strings.Join(slices.Compact(statements), "\n")
}

func (s *Statement) meaning() string {
	parts := []string{s.Effect.Text}
	add := func(name string, values []string) {
		slices.Sort(values)
		parts = append(parts, name+"="+strings.Join(slices.Compact(values), "\x00"))
	}
	for _, e := range []struct {
		name string
		Element
		folded bool
	}{{"Action", s.Action, true}, {"NotAction", s.NotAction, true}, {"Resource", s.Resource, false}, {"NotResource", s.NotResource, false}} {
		if !e.Present() {
			continue
		}
		var values []string
		for _, v := range e.Values {
			if e.folded {
				values = append(values, strings.ToLower(v.Text))
			} else {
				values = append(values, v.Text)
			}
		}
		add(e.name, values)
	}
	for _, p := range []struct {
		name string
		Principals
	}{{"Principal", s.Principal}, {"NotPrincipal", s.NotPrincipal}} {
		if !p.Present() {
			continue
		}
		var values []string
		for _, entry := range p.Entries {
			values = append(values, entry.Type+":"+entry.Value.Text)
		}
		add(p.name, values)
	}
	var conditions []string
	for _, c := range s.Conditions {
		var values []string
		for _, v := range c.Values {
			values = append(values, v.Text)
		}
		slices.Sort(values)
		conditions = append(conditions, strings.ToLower(c.Operator+" "+c.Key.Text)+" "+strings.Join(values, "\x00"))
	}
	add("Condition", conditions)
	return strings.Join(parts, "\x01")
}
