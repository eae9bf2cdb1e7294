package root

import (
	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// subject is the root user. Every rule names it alike, so that one can silence another.
func subject(arn string) rule.Subject {
	return rule.Subject{Type: "root", ARN: arn, Name: "root"}
}

// arnOf is the root user's ARN, "" when no export tells the account.
func arnOf(a *account.Account) string {
	switch {
	case a.CredentialReport != nil && a.CredentialReport.Root != nil:
		return a.CredentialReport.Root.ARN.Value
	case a.ID != "":
		return "arn:aws:iam::" + a.ID + ":root"
	}
	return ""
}

// rowOf is the root user's row, which people cut out of some reports.
func rowOf(report *account.CredentialReport) (*account.Credentials, error) {
	if report.Root == nil {
		return nil, rule.NoInput("root user's row of the credential report")
	}
	return report.Root, nil
}

// mfaOf says whether the root user has MFA, where an export tells.
func mfaOf(user *account.Root) (account.Fact, error) {
	if !user.MFA.Known {
		return account.Fact{}, rule.NoInput("account summary with AccountMFAEnabled", "root user's row of the credential report")
	}
	return user.MFA, nil
}
