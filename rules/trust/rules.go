// Package trust holds the rules about who may take on roles.
package trust

import "github.com/iamlint/iamlint/rules/rule"

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		AnyPrincipal,
		OIDCConditionMissing,
		OIDCAudienceMissing,
		OIDCAudienceQualifier,
		GitHubSubMissing,
		GitHubSubBroad,
		GitHubPullRequest,
		CISubjectBroad,
		CognitoUnauthenticated,
		EKSServiceAccountBroad,
		SAMLAudienceMissing,
		ExternalIDMissing,
		ExternalAccountRoot,
		CrossAccount,
		UserPrincipal,
		OwnAccountRoot,
		MFAMissing,
		SelfAssume,
		AnyPrincipalConditioned,
		PrincipalARNWildcard,
		ServiceSeveral,
		RolesAnywhereUnrestricted,
		RolesAnywhereActionsMissing,
		ActionMismatch,
		FederatedFormatInvalid,
		NotPrincipal,
		ResourceElement,
		PrincipalRedundant,
		PrincipalUniqueID,
		RolesAnywhereProfileUnscoped,
		DanglingPrincipal,
		SessionTagUnrestricted,
		ServiceSourceMissing,
		ExternalToAdmin,
	}
}
