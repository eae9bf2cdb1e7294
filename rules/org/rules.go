// Package org holds the rules about the organization and the policies with which it binds accounts.
package org

import "github.com/iamlint/iamlint/rules/rule"

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		SCPPrincipalElement,
		SCPActionWildcard,
		RCPElementUnsupported,
		RCPServiceCallUnguarded,
		NotMember,
		RootAccessDecentralized,
		GuardrailsMissing,
		SCPRootAllowed,
		SCPLeaveAllowed,
		SCPRegionOpen,
		ManagementWorkload,
		DelegatedAdminMissing,
		DelegatedAdminUntrusted,
		TagPolicyMissing,
	}
}
