package root

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// SigningCertificateActive reports active signing certificates of the root user.
var SigningCertificateActive = rule.New(rule.Meta{
	ID:    "root-signing-certificate-active",
	Area:  "root",
	Title: "The root user has an active signing certificate",
	Text: `An X.509 signing certificate signs requests to old SOAP interfaces of AWS. As a long-term credential of root it can do what a root access key can, needs no MFA, and is forgotten more easily, because nothing has asked for one in years.

The rule is silent about certificates that are switched off.`,
	Remediation: `Sign in as root and delete the certificate under "Security credentials", or with root's own credentials:
aws iam delete-signing-certificate --certificate-id ID`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider},
	Run:      signingCertificateActive,
})

func signingCertificateActive(pass *analysis.Pass) (any, error) {
	row, err := rowOf(account.Of[account.CredentialReport](pass, account.CredentialReportProvider))
	if err != nil {
		return nil, err
	}
	for _, c := range row.Certificates {
		if !c.Active.Value {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      row.At(c.Active.Span),
			Subject: subject(row.ARN.Value),
			Message: fmt.Sprintf("signing certificate %d of the root user is active, so anyone who holds its private key acts as root without MFA", c.Number),
			Content: fmt.Sprintf("cert_%d", c.Number),
		})
	}
	return nil, nil
}
