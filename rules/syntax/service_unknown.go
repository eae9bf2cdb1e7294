package syntax

import (
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ServiceUnknown reports where a service prefix does not exist.
var ServiceUnknown = newRule(rule.Meta{
	ID:    "service-unknown",
	Area:  "syntax",
	Title: "A service prefix does not exist",
	Text: `No service has this prefix, so the action or ARN matches nothing. Prefixes are not always the names of services: those of CloudWatch Logs begin with logs, those of Elastic Load Balancing with elasticloadbalancing.

The rule is silent about prefixes that AWS once had.`,
	Remediation: "Write the prefix as the Service Authorization Reference has it.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"aa:ERROR/INVALID_SERVICE", "aa:ERROR/INVALID_SERVICE_IN_ACTION", "parliament:UNKNOWN_PREFIX"},
	Since:       "0.1.0",
}, "the entry matches nothing", policy.ServiceUnknown)
