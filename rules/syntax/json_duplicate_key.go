package syntax

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// JSONDuplicateKey reports keys that stand twice in one object.
var JSONDuplicateKey = rule.New(rule.Meta{
	ID:    "json-duplicate-key",
	Area:  "syntax",
	Title: "A JSON key stands twice in one object of a policy",
	Text: `JSON does not say which of two equal keys counts. Most programs keep the last one and drop the first without a word, others do the reverse: what a reviewer reads and what takes effect are then different policies. A second Condition is the usual case, and the first one is what was meant to protect.

The place is the second key. The other rules read the first one.

The rule is silent about equal keys in different objects, about keys outside policy documents, and about earlier versions of managed policies.`,
	Remediation: `Join both values under one key: actions, resources and principals in one list, conditions in one Condition element.`,
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run: reportProblems(policy.DuplicateKey,
		func(d *account.PolicyDocument, p policy.Problem) string {
			return fmt.Sprintf("the key %q stands twice in one object of %s, so one of the two values is lost without a word", p.Element, document.Title(d))
		},
		func(d *account.PolicyDocument, p policy.Problem) string { return document.Content(d, p.Span) },
	),
})
