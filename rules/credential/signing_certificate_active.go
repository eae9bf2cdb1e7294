package credential

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// CertificateActive reports signing certificates of users.
var CertificateActive = rule.New(rule.Meta{
	ID:    "signing-certificate-active",
	Area:  "credential",
	Title: "A user has an active X.509 signing certificate",
	Text: `Signing certificates are the credentials of AWS's old SOAP interfaces and of some command-line tools of that time. Hardly anything accepts them today, but the private key still is a credential of the user that no rotation and no monitoring of access keys covers.

There is one finding for each active certificate. Inactive ones do not sign, and the root user's are the matter of root-signing-certificate-active.`,
	Remediation: `Switch the certificate off, and delete it when nothing breaks:
aws iam list-signing-certificates --user-name alice
aws iam update-signing-certificate --user-name alice --certificate-id ID --status Inactive
aws iam delete-signing-certificate --user-name alice --certificate-id ID`,
	Severity:   rule.Low,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider},
	Run:      certificateActive,
})

func certificateActive(pass *analysis.Pass) (any, error) {
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		for _, c := range row.Certificates {
			if !c.Active.Value {
				continue
			}
			rule.Report(pass, rule.Finding{
				At:      row.At(c.Active.Span),
				Subject: subject(row),
				Message: fmt.Sprintf("signing certificate %d of user %q is active, so its private key signs as the user although hardly anything needs it", c.Number, row.User.Value),
				Content: fmt.Sprintf("cert_%d", c.Number),
				Scope:   row.At(c.Active.Span),
			})
		}
	}
	return nil, nil
}
