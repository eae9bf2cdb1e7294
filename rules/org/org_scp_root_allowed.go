package org

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SCPRootAllowed reports where nothing stops the root user of the account.
var SCPRootAllowed = rule.New(rule.Meta{
	ID:    "org-scp-root-allowed",
	Area:  "org",
	Title: "Nothing stops the root user of the account",
	Text: `The root user of a member account can do everything in it, and no policy of the account binds it. A service control policy does. Whoever gets into the mailbox of the account is root.

The rule asks whether root could make a user, run an instance or write an object in spite of all policies from the root of the organization down to the account.`,
	Remediation: `Deny it: {"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}}}`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.GuardrailsProvider},
	Run:      sCPRootAllowed,
})

func sCPRootAllowed(pass *analysis.Pass) (any, error) {
	g, ok := bound(pass)
	if !ok {
		return nil, nil
	}
	root := "arn:aws:iam::" + account.Of[account.Account](pass, account.Exports).ID + ":root"
	for _, action := range []string{"iam:CreateUser", "ec2:RunInstances", "s3:PutObject"} {
		may, err := allowed(g, root, action, nil)
		if err != nil || !may {
			return nil, err
		}
	}
	reportAccount(pass, "no service control policy binds the root user of the account, so whoever gets into its mailbox can do everything", "root")
	return nil, nil
}
