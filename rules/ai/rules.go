// Package ai holds the rules about AI workloads.
package ai

import "github.com/iamlint/iamlint/rules/rule"

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		ModelWildcard,
		MarketplaceSubscribeWildcard,
		NotebookURLUnscoped,
		InvocationLoggingTamper,
		AgentCoreUserImpersonation,
		APIKeyCreationOpen,
		BedrockFullAccess,
		SageMakerFullAccess,
		ExecutionRolePrivileged,
		ExecutionRoleDataWide,
		ExecutionRoleShared,
		AgentToolWide,
		GuardrailMutable,
		GuardrailNotRequired,
		APIKeyLongTerm,
		APIKeyPrivileged,
		SageMakerNetworkOpen,
		AccessStale,
		SageMakerDomainIAMMode,
		DataResourcePublic,
		OrgOptOutMissing,
		SCPMissing,
	}
}
