package configuration

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/rules/rule"
)

// SuppressionExpired reports suppressions whose last day is over.
var SuppressionExpired = rule.New(rule.Meta{
	ID:    "suppression-expired",
	Area:  "configuration",
	Title: "A suppression has ended, and what it accepted counts again",
	Text: `Somebody accepted findings until a day, and that day is over: the risk was to be mended or looked at again by then. What the entry accepted is reported again, and the entry itself too, so that it does not stand in the file for ever.

The end is compared with the day that the exports speak of. Where nothing tells that day, suppressions hold and the rule is not evaluated.`,
	Remediation: `Mend what the entry accepted and remove it, or decide anew and move its until.`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{Run: afterwards})
