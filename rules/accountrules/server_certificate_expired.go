package accountrules

import (
	"fmt"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ServerCertificateExpired reports expired certificates that IAM stores.
var ServerCertificateExpired = rule.New(rule.Meta{
	ID:    "server-certificate-expired",
	Area:  "account",
	Title: "An expired TLS certificate is stored in IAM",
	Text: `A certificate that has expired can still be put on a load balancer, whose clients then see errors or learn to click warnings away. Its private key lies in the account although nothing needs it any more.

The rule compares the end of validity with the day of the exports; the configuration can let it speak some days earlier. It is silent about certificates that are still valid.`,
	Remediation: `Move the load balancers that use it to a certificate of AWS Certificate Manager, then delete it:
aws iam delete-server-certificate --server-certificate-name NAME`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.19", "cis-1.5:1.19", "cis-2.0:1.19", "cis-3.0:1.19", "cis-4.0:1.19", "cis-5.0:1.18",
		"cis-6.0:2.18", "cis-7.0:2.17", "fsbp:IAM.26", "prowler:iam_no_expired_server_certificates_stored",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.ServerCertificatesProvider, account.ClockProvider, rule.Config},
	Run:      serverCertificateExpired,
})

func serverCertificateExpired(pass *analysis.Pass) (any, error) {
	now := account.Of[account.Clock](pass, account.ClockProvider).Time
	limit := now.Add(rule.Days(rule.SettingsOf(pass).CertificateWarning))
	for _, c := range account.Of[account.ServerCertificates](pass, account.ServerCertificatesProvider).List {
		end := c.Expiration.Value
		if !c.Expiration.Present() || end.After(limit) {
			continue
		}
		day := end.UTC().Format(time.DateOnly)
		message := fmt.Sprintf("server certificate %q expired on %s and is still stored, so it can be served by mistake", c.Name.Value, day)
		if end.After(now) {
			message = fmt.Sprintf("server certificate %q expires on %s, after which clients refuse what it protects", c.Name.Value, day)
		}
		rule.Report(pass, rule.Finding{
			At:      c.File.At(c.Expiration.Span),
			Subject: rule.Subject{Type: "certificate", ARN: c.ARN.Value, Name: c.Name.Value},
			Message: message,
			Content: "expiration",
		})
	}
	return nil, nil
}
