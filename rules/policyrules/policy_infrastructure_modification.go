package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// InfrastructureModification reports where a policy lets things of any name be changed.
var InfrastructureModification = document.NewGrantRule(rule.Meta{
	ID:    "policy-infrastructure-modification",
	Area:  "policy",
	Title: "A policy lets things of any name be changed",
	Text: `Actions that create, change or delete things are allowed on all resources, though each of them can be limited to some. A mistake or a stolen session of the holder then reaches what others run.

The rule counts actions of the access level Write that take resources. It is silent about actions that take none, under conditions that limit the resources, about whole services, and where a graver rule speaks of the statement.`,
	Remediation: `Name the resources, or test a tag of them: "Condition": {"StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"cloudsplaining:InfrastructureModification"},
	SubsumedBy:  []string{"policy-admin-wildcard", "policy-full-iam", "policy-full-kms", "policy-full-cloudtrail", "policy-permissions-management", "policy-credentials-exposure", "policy-passrole-wildcard"},
	Since:       "0.1.0",
}, policy.InfrastructureModification, "on every resource, so its holder can change what others run", nil)
