package lint

import (
	"slices"

	"github.com/iamlint/iamlint/rules/rule"
)

// subsume takes out the findings that a graver one at the same scope and
// subject makes superfluous, as their rules say in SubsumedBy.
func subsume(findings []Finding) (kept, subsumed []Finding) {
	type key struct {
		rule    string
		subject rule.Subject
	}
	gravers := make(map[string]bool)
	for _, f := range findings {
		for _, graver := range f.Rule.SubsumedBy {
			gravers[graver] = true
		}
	}
	scopes := make(map[key][]Range)
	for _, f := range findings {
		if !gravers[f.Rule.ID] {
			continue
		}
		k := key{f.Rule.ID, f.Subject}
		scopes[k] = append(scopes[k], f.scope)
	}
	silenced := func(f Finding) bool {
		return slices.ContainsFunc(f.Rule.SubsumedBy, func(graver string) bool {
			return slices.ContainsFunc(scopes[key{graver, f.Subject}], func(s Range) bool { return sameScope(s, f.scope) })
		})
	}
	kept = findings[:0]
	for _, f := range findings {
		if silenced(f) {
			subsumed = append(subsumed, f)
		} else {
			kept = append(kept, f)
		}
	}
	return kept, subsumed
}

// sameScope says whether two scopes are the same element; no scope is the whole subject.
func sameScope(a, b Range) bool {
	return a.Source == nil || b.Source == nil || a == b
}
