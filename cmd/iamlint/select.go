package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/lint/config"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
)

// selectRules picks the rules to run and says which of them speak: those of
// another persona run for what they subsume, but stay silent.
func selectRules(cfg *config.Config, flags checkFlags, persona rule.Persona) ([]*rule.Rule, func(*rule.Rule) bool, error) {
	for _, selectors := range [][]string{flags.only, flags.skip} {
		for _, s := range selectors {
			if !slices.ContainsFunc(rules.All(), func(r *rule.Rule) bool { return selects(s, r) }) {
				return nil, nil, fmt.Errorf("%q is no rule, area or reference (iamlint rules lists them)", s)
			}
		}
	}
	var selected []*rule.Rule
	for _, r := range rules.All() {
		on, configured := cfg.Rules[r.ID]
		switch {
		case len(flags.only) > 0:
			on = matches(flags.only, r)
		case !configured:
			on = true
		}
		if on && !matches(flags.skip, r) {
			selected = append(selected, r)
		}
	}
	shown := func(r *rule.Rule) bool {
		return r.Persona <= persona || cfg.Rules[r.ID] || slices.Contains(flags.only, r.ID)
	}
	return selected, shown, nil
}

func matches(selectors []string, r *rule.Rule) bool {
	return slices.ContainsFunc(selectors, func(s string) bool { return selects(s, r) })
}

// selects says whether a selector names a rule: by id, area, reference, or the
// source of references, such as cis-6.0.
func selects(selector string, r *rule.Rule) bool {
	if selector == r.ID || selector == r.Area {
		return true
	}
	return slices.ContainsFunc(r.References, func(ref string) bool {
		source, _, _ := strings.Cut(ref, ":")
		return strings.EqualFold(selector, ref) || strings.EqualFold(selector, source)
	})
}

func findRule(id string) (*rule.Rule, bool) {
	i := slices.IndexFunc(rules.All(), func(r *rule.Rule) bool { return r.ID == id })
	if i < 0 {
		return nil, false
	}
	return rules.All()[i], true
}

func isRule(id string) bool {
	_, ok := findRule(id)
	return ok
}
