package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ConditionServicePrincipalUnsupported reports where a service is let in under a key that its calls do not carry.
var ConditionServicePrincipalUnsupported = newRule(rule.Meta{
	ID:          "condition-service-principal-unsupported",
	Area:        "syntax",
	Title:       "A service is let in under a key that its calls do not carry",
	Text:        "Calls of AWS services have no organization, account, ARN or tags of a principal. A statement that lets a service in only with aws:PrincipalOrgID and the like never grants.",
	Remediation: "Test aws:SourceOrgID, aws:SourceAccount or aws:SourceArn, which tell for whom the service acts.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL"},
	Since:       "0.1.0",
}, "the service is never let in", policy.ServicePrincipalKey)
