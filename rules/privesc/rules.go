// Package privesc holds the rules about ways to become administrator.
package privesc

import "github.com/iamlint/iamlint/rules/rule"

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		SelfGrant,
		OtherPrincipal,
		PolicyRollback,
		PassRoleNew,
		ExistingWorkload,
		AIPassRole,
		AISession,
		BoundaryRemoval,
		SSOPermissionSet,
		MultiHop,
		PolicyActions,
		PolicyWorkload,
		AdminHidden,
		AdminTooMany,
	}
}
