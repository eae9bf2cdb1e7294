package org

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SCPLeaveAllowed reports where the account may leave the organization.
var SCPLeaveAllowed = rule.New(rule.Meta{
	ID:    "org-scp-leave-allowed",
	Area:  "org",
	Title: "The account may leave the organization",
	Text: `An administrator of the account can take it out of the organization, and with that out of all guardrails, logs and central detection.

The rule asks whether organizations:LeaveOrganization is left to an administrator by all policies from the root of the organization down to the account.`,
	Remediation: `Deny it: {"Effect": "Deny", "Action": "organizations:LeaveOrganization", "Resource": "*"}`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.GuardrailsProvider},
	Run:      sCPLeaveAllowed,
})

func sCPLeaveAllowed(pass *analysis.Pass) (any, error) {
	g, ok := bound(pass)
	if !ok {
		return nil, nil
	}
	admin := "arn:aws:iam::" + account.Of[account.Account](pass, account.Exports).ID + ":role/administrator"
	may, err := allowed(g, admin, "organizations:LeaveOrganization", nil)
	if may {
		reportAccount(pass, "administrators of the account may leave the organization, so all of its guardrails can be shed", "leave")
	}
	return nil, err
}
