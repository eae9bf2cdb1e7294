package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// PolicySizeExceeded reports where a policy is longer than its kind may be.
var PolicySizeExceeded = newRule(rule.Meta{
	ID:    "policy-size-exceeded",
	Area:  "syntax",
	Title: "A policy is longer than its kind may be",
	Text: `AWS counts the characters of a policy without the white space between elements: 6,144 for a managed policy, 2,048 for a trust policy by default, 10,240 for a service control policy, 5,120 for a resource control policy and 20,480 for the policy of most resources. It refuses longer ones, so what stands in the file is not what is in force.

The rule judges documents by their kind. Quotas that AWS has raised for an account are not known to it.`,
	Remediation: "Shorten the policy: wildcards for lists of actions, or several policies.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:WARNING/POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", "aa:WARNING/POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", "aa:WARNING/POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", "aa:ERROR/POLICY_SIZE_EXCEEDS_SCP_QUOTA", "aa:ERROR/POLICY_SIZE_EXCEEDS_RCP_QUOTA"},
	Since:       "0.1.0",
}, "AWS refuses it", policy.SizeExceeded)
