package configuration

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/rules/rule"
)

// SuppressionUnused reports suppressions that accept no finding.
var SuppressionUnused = rule.New(rule.Meta{
	ID:    "suppression-unused",
	Area:  "configuration",
	Title: "A suppression accepts nothing",
	Text: `The findings that the entry accepted are mended, or the entry never fitted them because of a typing error. It does nothing now, but it will hide the next finding that fits it, which nobody has looked at.

The rule is silent about entries whose rules could not be evaluated, about entries for accounts that were not linted, and in a pre-commit hook, which sees a few files only.`,
	Remediation: `Remove the entry, or correct what it should fit: iamlint check --no-suppressions shows the findings with their subjects.`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{Run: afterwards})
