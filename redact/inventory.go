package redact

import (
	"strings"

	"github.com/iamlint/iamlint/lint"
)

func (r *Redactor) inventory(from *lint.Inventory) *lint.Inventory {
	to := &lint.Inventory{Principals: make([]lint.Principal, len(from.Principals)), Keys: make([]lint.Key, len(from.Keys))}
	for i, p := range from.Principals {
		p.Name, p.ARN, p.Boundary = r.value(p.Type, p.Name), r.value(p.Type, p.ARN), r.value("policy", p.Boundary)
		p.Groups, p.Trusted = each(p.Groups, func(g string) string { return r.value("group", g) }), each(p.Trusted, r.trusted)
		held := make([]lint.Held, len(p.Holds))
		for k, h := range p.Holds {
			held[k] = lint.Held{Name: r.policyName(h), ARN: r.value("policy", h.ARN), Through: r.value("group", h.Through)}
		}
		p.Holds = held
		to.Principals[i] = p
	}
	for i, k := range from.Keys {
		k.Holder = r.value("user", k.Holder)
		to.Keys[i] = k
	}
	return to
}

// policyName keeps the names of AWS's own policies.
func (r *Redactor) policyName(h lint.Held) string {
	if _, ok := r.facts.ManagedPolicy(h.ARN); ok {
		return h.Name
	}
	return r.value("policy", h.Name)
}

// trusted is one whom a role lets in, behind whom the inventory says more.
func (r *Redactor) trusted(text string) string {
	const conditions = " (on conditions)"
	who, conditional := strings.CutSuffix(text, conditions)
	if who != "anyone" && who != "all but some" {
		who = r.value("", who)
	}
	if conditional {
		who += conditions
	}
	return who
}
