package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ExampleAccountID reports where a policy names an account of the documentation.
var ExampleAccountID = document.NewRule(rule.Meta{
	ID:    "policy-example-account-id",
	Area:  "policy",
	Title: "A policy names an account of the documentation",
	Text: `Ids such as 123456789012 stand in the examples of the documentation. A policy that was copied and not finished grants to a stranger who has that account, or to nobody.

The rule is silent where the account itself has such an id, and about comments and descriptions.`,
	Remediation: "Put the id of the account that is meant, or take the line out.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, "a stranger is let in or nobody is", policy.ExampleAccount)
