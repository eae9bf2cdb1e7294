package resource

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ServiceSourceIndirect reports where a service is limited by something else than its source.
var ServiceSourceIndirect = rule.New(rule.Meta{
	ID:    "resource-service-source-indirect",
	Area:  "resource",
	Title: "A service is limited by something else than its source",
	Text: `aws:SourceAccount, aws:SourceArn and aws:SourceOrgID say on whose behalf a service calls. Other conditions, such as the ACL that it sets or the kind of event, can be met by a stranger who points the service at this resource.

The rule looks at the same services as resource-service-source-missing. It is silent where a source is tested, in the statement or in a Deny, or a caller's account that the service sends (kms:CallerAccount, kms:EncryptionContext, AWS:SourceOwner).`,
	Remediation: `Add "StringEquals": {"aws:SourceAccount": "ACCOUNT"} to the conditions.`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:SUGGESTION/RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.ResourcesProvider},
	Run:      statements(serviceSourceIndirect),
})

func serviceSourceIndirect(_ *analysis.Pass, s stated) []complaint {
	if !s.Allows() || !s.Conditional() || s.Identified() || s.Tests("kms:EncryptionContext:") || s.Tests("aws:SourceArn") || s.Tests("aws:SourceAccount") || s.deniesOtherSources() {
		return nil
	}
	var found []complaint
	for _, p := range s.services() {
		if deputies[serviceName(p.Value.Text)] {
			found = append(found, complaint{p.Value.Span, fmt.Sprintf("limits %s by %s, which does not say on whose behalf it calls", p.Value.Text, s.Conditions[0].Key.Text)})
		}
	}
	return found
}
