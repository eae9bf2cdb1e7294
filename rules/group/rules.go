// Package group holds the rules about groups of users.
package group

import "github.com/iamlint/iamlint/rules/rule"

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		AdminAttached,
		Empty,
		Policyless,
	}
}
