package root

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// MFAMissing reports a root user that has a password and no MFA device.
var MFAMissing = rule.New(rule.Meta{
	ID:    "root-mfa-missing",
	Area:  "root",
	Title: "The root user has no MFA device",
	Text: `No identity policy limits the root user: who signs in as root owns the account, its data and its bill. Without an MFA device the password is all that is needed, and the password can be reset by anybody who reads the mailbox of the account's e-mail address.

The rule is silent where the exports say that root has no password, as in member accounts whose root credentials the organization manages, and in AWS GovCloud (US), where root cannot sign in.`,
	Remediation: `Sign in as root, open "Security credentials" and register two MFA devices, at best FIDO2 security keys that are kept apart. In a member account of an organization remove the root password instead and manage root centrally:
aws iam enable-organizations-root-credentials-management`,
	Severity:   rule.Critical,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.5", "cis-1.5:1.5", "cis-2.0:1.5", "cis-3.0:1.5", "cis-4.0:1.5", "cis-5.0:1.4",
		"cis-6.0:2.4", "cis-7.0:2.5", "fsbp:IAM.9", "prowler:iam_root_mfa_enabled", "aisf:AISF-IAM-01",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.RootProvider},
	Run:      mfaMissing,
})

func mfaMissing(pass *analysis.Pass) (any, error) {
	user := account.Of[account.Root](pass, account.RootProvider)
	if !user.PasswordPresent {
		return nil, nil
	}
	mfa, err := mfaOf(user)
	if err != nil || mfa.Value {
		return nil, err
	}
	rule.Report(pass, rule.Finding{
		At:      mfa.At,
		Subject: subject(user.ARN),
		Message: "the root user can sign in with a password alone because no MFA device is registered for it",
		Content: "mfa",
	})
	return nil, nil
}
