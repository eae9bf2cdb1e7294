package trust

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// PrincipalUniqueID reports where a policy names a deleted principal.
var PrincipalUniqueID = document.NewRule(rule.Meta{
	ID:    "principal-unique-id",
	Area:  "trust",
	Title: "A policy names a deleted principal",
	Text: `When a user or role that a policy names is deleted, IAM keeps its internal id (AIDA... or AROA...) in the place of its ARN. Nobody has the id any more and a new user of the same name has another one, so the entry grants nothing; a Deny that named the principal denies nothing either. Such entries show that a policy is not looked after, and hide who really gets in.

The rule is silent about ids in conditions, where aws:userid is meant to hold them.`,
	Remediation: "Remove the entry, or name the successor by its ARN.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:WARNING/INVALID_ROLE_REFERENCE", "aa:WARNING/INVALID_USER_REFERENCE"},
	Since:       "0.1.0",
}, "the entry is dead", policy.PrincipalUniqueID)
