// Package syntax holds the rules about the form of policy documents.
package syntax

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// Rules are the rules of this area.
func Rules() []*rule.Rule {
	return []*rule.Rule{
		JSONInvalid,
		JSONDuplicateKey,
		ElementTypeInvalid,
		ElementUnknown,
		ElementCombination,
		StatementMissing,
		EffectMissing,
		EffectInvalid,
		ActionMissing,
		ResourceMissing,
		PrincipalMissing,
		PrincipalUnsupported,
		PrincipalFormatInvalid,
		PrincipalWildcardUnsupported,
		PrincipalServiceInvalid,
		PrincipalFederatedUnsupported,
		PrincipalEmpty,
		ActionEmpty,
		ResourceEmpty,
		VersionMissing,
		VersionInvalid,
		VersionOld,
		VariableVersionOld,
		VariableMalformed,
		VariableUnsupportedPlace,
		VariableUnknown,
		SidDuplicate,
		SidInvalid,
		ActionUnknown,
		ActionWithdrawn,
		ServiceUnknown,
		ActionUnsupportedInPolicy,
		ARNUnsupportedInPolicy,
		ActionRedundant,
		ResourceRedundant,
		StatementRedundant,
		ARNInvalid,
		ARNAccountInvalid,
		ARNRegionInvalid,
		ARNPartitionInvalid,
		PolicySizeExceeded,
		ConditionOperatorUnknown,
		ConditionOperatorType,
		ConditionValueType,
		ConditionKeyUnknown,
		ConditionKeyUnsupported,
		ConditionKeyActionMissing,
		ConditionKeyDuplicate,
		ConditionKeyDeprecated,
		ConditionKeyIrrelevant,
		ConditionTagKeyMissing,
		ConditionQualifierMissing,
		ConditionNullMisused,
		ConditionNullClearer,
		ConditionAlwaysTrue,
		ConditionNeverTrue,
		ConditionValueRedundant,
		ConditionEmpty,
		ConditionWildcardLiteral,
		ConditionSourceIPPrivate,
		ConditionIPRangeBits,
		ConditionVPCIDInvalid,
		ConditionRegionInvalid,
		ConditionKMSKeyInvalid,
		ConditionServicePrincipalUnsupported,
	}
}

// reportProblems makes a rule's run function that reports each problem of one
// kind at each place of its document; message and content say it for one.
func reportProblems(kind policy.ProblemKind, message, content func(*account.PolicyDocument, policy.Problem) string) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (any, error) {
		for _, shared := range account.Of[account.Documents](pass, account.DocumentsProvider).Shared {
			for _, problem := range shared.Problems {
				if problem.Kind != kind {
					continue
				}
				for _, doc := range shared.Places {
					if !document.Judged(doc) {
						continue
					}
					at := doc.At(problem.Span)
					rule.Report(pass, rule.Finding{
						At:      at,
						Subject: document.Subject(doc),
						Message: message(doc, problem),
						Content: content(doc, problem),
						Scope:   at,
					})
				}
			}
		}
		return nil, nil
	}
}
