package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// PassRoleWildcard reports where a policy lets any role be passed to a service.
var PassRoleWildcard = document.NewGrantRule(rule.Meta{
	ID:    "policy-passrole-wildcard",
	Area:  "policy",
	Title: "A policy lets any role be passed to a service",
	Text: `iam:PassRole gives a role to a service that then acts with it: an instance, a function, a notebook. Who may pass every role hands an administrator's role to a machine of its own and takes the credentials from there.

The rule counts "*", all roles of an account (arn:aws:iam::*:role/*), NotResource that leaves roles open, NotAction, and wildcards such as iam:Pass*. It is silent about names and paths, and where iam:PassedToService or a tag of the role limits it.`,
	Remediation: `Name the role and the service:
{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::ACCOUNT:role/NAME", "Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}}`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{"aa:SECURITY_WARNING/PASS_ROLE_WITH_NOT_RESOURCE", "aa:SECURITY_WARNING/PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", "aa:SECURITY_WARNING/PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE", "aa:SECURITY_WARNING/PASS_ROLE_WITH_STAR_IN_RESOURCE", "aa:SECURITY_WARNING/PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", "aa:SECURITY_WARNING/PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION"},
	SubsumedBy: []string{"policy-admin-wildcard", "policy-full-iam"},
	Since:      "0.1.0",
}, policy.PassAnyRole, "for every role, so its holder can hand the strongest one to a service that it controls", nil)
