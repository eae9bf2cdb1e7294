package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// DenySourceIPBreaksServices reports Denies by address that hit services acting for the caller.
var DenySourceIPBreaksServices = document.NewRule(rule.Meta{
	ID:    "policy-deny-source-ip-breaks-services",
	Area:  "policy",
	Title: "A Deny by source address also hits calls that AWS services make for the caller",
	Text: `When CloudFormation, Athena and others act with the credentials of the caller, the calls come from their addresses, not from the caller's network. Such a Deny breaks them, and whoever has to get work done then removes it whole. The rule is for auditors.

It is silent where the statement makes an exception by aws:ViaAWSService, aws:CalledVia or aws:PrincipalIsAWSService, and about resource policies.`,
	Remediation: `Add "Bool": {"aws:ViaAWSService": "false"} to the Condition.`,
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	Since:       "0.1.0",
}, "calls through CloudFormation, Athena and others fail", policy.SourceIPServices)
