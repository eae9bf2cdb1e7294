package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// PrincipalServiceInvalid reports where a service principal has not the form that services have.
var PrincipalServiceInvalid = newRule(rule.Meta{
	ID:    "principal-service-invalid",
	Area:  "syntax",
	Title: "A service principal has not the form that services have",
	Text: `Services are named as ec2.amazonaws.com. AWS refuses other forms, so the service is not let in.

The rule knows the forms, not all services: a name of the right form is taken as it is.`,
	Remediation: "Write the service principal as its documentation does.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_SERVICE_PRINCIPAL_FORMAT"},
	Since:       "0.1.0",
}, "the service is not let in", policy.PrincipalService)
