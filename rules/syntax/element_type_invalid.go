package syntax

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ElementTypeInvalid reports elements with the wrong kind of JSON value.
var ElementTypeInvalid = rule.New(rule.Meta{
	ID:    "element-type-invalid",
	Area:  "syntax",
	Title: "An element of a policy holds the wrong kind of JSON value",
	Text: `AWS refuses a policy in which, say, Action is a number or Statement a string. Whoever meant to set it has the policy from before, or none. Here the element counts as empty, so the other rules may miss what its author meant.

The rule is silent about numbers, true and false as condition values, which AWS accepts, about a single string where a list may stand, about elements that it does not know, and about earlier versions of managed policies.`,
	Remediation: `Write the element as the policy grammar asks: strings or lists of strings for Action, Resource and their like, objects for Statement, Principal and Condition. AWS checks it:
aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document file://policy.json`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{"aa:ERROR/DATA_TYPE_MISMATCH", "parliament:MALFORMED"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run: reportProblems(policy.WrongType,
		func(d *account.PolicyDocument, p policy.Problem) string {
			if p.Span == d.Span {
				return fmt.Sprintf("%s is %s, so AWS refuses it", document.Title(d), p.Detail)
			}
			return fmt.Sprintf("%s has %s in %s, so AWS refuses it", document.Title(d), p.Detail, p.Element)
		},
		func(d *account.PolicyDocument, p policy.Problem) string {
			return p.Element + " of " + document.Content(d, p.Span)
		},
	),
})
