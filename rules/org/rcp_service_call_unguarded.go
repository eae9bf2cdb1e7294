package org

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// RCPServiceCallUnguarded reports where a resource control policy does not tell calls of AWS services from those of principals.
var RCPServiceCallUnguarded = document.NewRule(rule.Meta{
	ID:    "rcp-service-call-unguarded",
	Area:  "org",
	Title: "A resource control policy does not tell calls of AWS services from those of principals",
	Text: `Requests of AWS services (CloudTrail that writes to a bucket) carry no key about a principal's organization, and requests of users and roles no key about the source of a service's call. A Deny that is met by a request without the key therefore denies all of the others: the logs stop, or everybody is locked out.

A test of aws:PrincipalIsAWSService in the same statement tells them apart: false beside keys of the principal, true beside keys of the source. Some services send no source; a Null test of aws:SourceAccount excepts them. The rule is silent about tests that fail without the key, and about statements that name the service in aws:PrincipalServiceName.`,
	Remediation: `Add to the condition, beside keys of the principal: "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}
Beside keys of the source: "Null": {"aws:SourceAccount": "false"}, "Bool": {"aws:PrincipalIsAWSService": "true"}`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{"aa:WARNING/RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY", "aa:WARNING/RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY", "aa:WARNING/RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK"},
	Since:      "0.1.0",
}, "it denies calls that it does not mean", policy.RCPServiceCall)
