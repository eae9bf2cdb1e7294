// Package policyrules holds the rules of the area policy: what identity
// policies grant, and where they stand.
package policyrules

import "github.com/iamlint/iamlint/rules/rule"

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		InlinePolicyUsed,
		AdminWildcard,
		ServiceWildcard,
		Unattached,
		ConditionSingleValueSet,
		ConditionForAllValuesNull,
		ConditionIfExistsAllow,
		ConditionSpoofableKey,
		ConditionPairMissing,
		ConditionWildcardBroad,
		ConditionVariableBroad,
		ConditionARNAsString,
		ConditionTagUnsupportedDeny,
		ConditionTagUnsupportedAllow,
		S3PrefixNegated,
		DynamoDBSelectMissing,
		SourceIPWorld,
		DenySourceIPBreaksServices,
		ServiceNameWildcard,
		ResourceMismatch,
		FullIAM,
		FullKMS,
		FullCloudTrail,
		DecryptAnyKey,
		DetectionTampering,
		AssumeAnyRole,
		PassRoleWildcard,
		ServiceLinkedRoleWildcard,
		PermissionsManagementWildcard,
		CredentialsExposure,
		DataExfiltration,
		InfrastructureModification,
		ResourceWildcard,
		ResourceNearWildcard,
		NotActionAllow,
		NotResourceAllow,
		PassRoleServiceOpen,
		SelfServiceUnscoped,
		NotPrincipalAllow,
	}
}
