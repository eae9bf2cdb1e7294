// Package user holds the rules about what a user is for and how it gets its rights.
package user

import "github.com/iamlint/iamlint/rules/rule"

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		PolicyAttached,
		PolicyInline,
		AdminAttached,
		WithoutGroup,
		SharedName,
		ConsoleAndKeys,
		LongLivedKeys,
		TagsMissing,
		IAMAdminBoundaryMissing,
	}
}
