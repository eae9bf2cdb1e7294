package policyrules

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// DataExfiltration reports where a policy lets all data of a kind be read.
var DataExfiltration = document.NewGrantRule(rule.Meta{
	ID:    "policy-data-exfiltration",
	Area:  "policy",
	Title: "A policy lets all data of a kind be read",
	Text: `Objects, secrets, parameters, tables, messages and snapshots are what an attacker is after. Reading on every resource means that one leaked key of the holder is all of it, with data that is put there later.

The rule counts what the document grants on all resources of the type, near-wildcards such as arn:aws:s3:::*/* included. It is silent about one bucket or prefix, under conditions that limit the resources, and about whole services, which policy-service-wildcard reports.`,
	Remediation: "Name the buckets, secrets, parameters or tables that the holder works with.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"cloudsplaining:DataExfiltration"},
	SubsumedBy:  []string{"policy-admin-wildcard"},
	Since:       "0.1.0",
}, policy.DataExfiltration, "on every resource, so one leaked credential is all data of that kind", nil)
