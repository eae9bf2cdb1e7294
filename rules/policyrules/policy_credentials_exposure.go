package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// CredentialsExposure reports where a policy lets credentials of any resource be fetched.
var CredentialsExposure = document.NewGrantRule(rule.Meta{
	ID:    "policy-credentials-exposure",
	Area:  "policy",
	Title: "A policy lets credentials of any resource be fetched",
	Text: `Some answers of AWS are credentials: a new access key or password of a user, the password of a Windows machine or database, a token of another service. On every resource, the holder can sign in as whoever it likes.

The rule counts actions that could be limited to some users, clusters or machines and are not. It is silent about sts:AssumeRole (policy-assume-any-role), about actions that take no resources, and under conditions that limit what they are about.`,
	Remediation: "Name the resources: for users their own, as arn:aws:iam::ACCOUNT:user/${aws:username}.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"cloudsplaining:CredentialsExposure", "parliament:CREDENTIALS_EXPOSURE"},
	SubsumedBy:  []string{"policy-admin-wildcard", "policy-self-service-unscoped", "policy-full-iam"},
	Since:       "0.1.0",
}, policy.CredentialsExposure, "on every resource, so its holder can sign in as others", nil)
