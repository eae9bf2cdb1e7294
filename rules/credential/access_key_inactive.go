package credential

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// KeyInactive reports access keys that were switched off and kept.
var KeyInactive = rule.New(rule.Meta{
	ID:    "access-key-inactive",
	Area:  "credential",
	Title: "A disabled access key was kept instead of deleted",
	Text: `Switching a key off is the right step before deleting it, and no end by itself: whoever may call UpdateAccessKey switches it on again, and with it every copy that leaked. It also takes one of the two places that replacing a key needs.

The rule speaks to auditors. Empty places and active keys are not reported; neither are keys of the root user.`,
	Remediation: `Delete the key when nothing has missed it:
aws iam delete-access-key --user-name deploy --access-key-id AKIA...`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.CredentialReportProvider},
	Run:      keyInactive,
})

func keyInactive(pass *analysis.Pass) (any, error) {
	for _, row := range account.Of[account.CredentialReport](pass, account.CredentialReportProvider).Rows {
		for _, key := range row.Keys {
			if key.Exists() && key.Active.Known && !key.Active.Value {
				rule.Report(pass, keyFinding(row, key, key.Active.Span, "is disabled but was not deleted, so one call makes every copy of it work again"))
			}
		}
	}
	return nil, nil
}
