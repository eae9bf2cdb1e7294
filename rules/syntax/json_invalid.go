package syntax

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// JSONInvalid reports policy documents that are not JSON.
var JSONInvalid = rule.New(rule.Meta{
	ID:    "json-invalid",
	Area:  "syntax",
	Title: "A policy document is not valid JSON",
	Text: `AWS refuses a document that is not JSON, so the policy that somebody meant to set is not in force; where one is kept in a file or a string, its author may believe that it is. No other rule can judge it either: an Allow or Deny in it goes unseen.

The rule speaks of documents that stand as text inside an export, percent-encoded or not. A file that is not JSON as a whole is an error of the input and is reported as one. The rule is silent about earlier versions of managed policies.`,
	Remediation: `Mend the document at the place of the finding and let AWS check it:
aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document file://policy.json`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{"aa:ERROR/JSON_SYNTAX_ERROR", "parliament:MALFORMED_JSON", "parliament:EXCEPTION"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run: reportProblems(policy.InvalidJSON,
		func(d *account.PolicyDocument, p policy.Problem) string {
			return fmt.Sprintf("%s is not JSON (%s), so nothing in it can be judged", document.Title(d), p.Detail)
		},
		func(d *account.PolicyDocument, _ policy.Problem) string { return document.Content(d, d.Span) },
	),
})
