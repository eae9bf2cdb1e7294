package mfa

import (
	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// subject is the user of a row of the credential report.
func subject(row *account.Credentials) rule.Subject {
	return rule.Subject{Type: "user", ARN: row.ARN.Value, Name: row.User.Value}
}

// withoutMFA says whether the report says that a user has no MFA device.
func withoutMFA(row *account.Credentials) bool {
	return row.MFAActive.Known && !row.MFAActive.Value
}
