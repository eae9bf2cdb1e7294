package mfa

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// UserMFAMissing reports users with access keys who could not satisfy an MFA condition.
var UserMFAMissing = rule.New(rule.Meta{
	ID:    "user-mfa-missing",
	Area:  "mfa",
	Title: "A user with active access keys has no MFA device",
	Text: `A policy can demand MFA for dangerous actions, and a person with keys meets that demand by asking STS for a session with a code. A user without a device cannot, so that such conditions either lock it out or are left away, and a stolen key is then enough for everything.

Many of these users are machines, which have no use for a device, but should be roles. The rule therefore speaks to auditors only. Users with a console password are the matter of user-console-mfa-missing; users without an active key are left alone.`,
	Remediation: `Replace the user by a role if a machine uses it. Register a device for people:
aws iam create-virtual-mfa-device --virtual-mfa-device-name alice --bootstrap-method QRCodePNG --outfile alice.png
aws iam enable-mfa-device --user-name alice --serial-number ARN --authentication-code1 CODE --authentication-code2 CODE`,
	Severity:   rule.Low,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	References: []string{"fsbp:IAM.19"},
	SubsumedBy: []string{"admin-mfa-missing"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider},
	Run:      userMFAMissing,
})

func userMFAMissing(pass *analysis.Pass) (any, error) {
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		hasKey := row.Keys[0].Active.Value || row.Keys[1].Active.Value
		if row.PasswordEnabled.Value || !hasKey || !withoutMFA(row) {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      row.At(row.MFAActive.Span),
			Subject: subject(row),
			Message: fmt.Sprintf("user %q has an active access key and no MFA device, so no policy can demand MFA of it", row.User.Value),
			Content: "mfa",
		})
	}
	return nil, nil
}
