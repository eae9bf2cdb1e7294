package root

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AccessKeyPresent reports access keys of the root user.
var AccessKeyPresent = rule.New(rule.Meta{
	ID:    "root-access-key-present",
	Area:  "root",
	Title: "The root user has an access key",
	Text: `An access key of root is the whole account in two lines of text: no identity policy limits it, it never expires, and it needs neither a password nor MFA. Such keys are found in repositories, images and laptops, and whoever finds one can lock everybody else out.

The credential report tells which key is active; the account summary tells only that there is one. Keys that the credential report shows as inactive do not count: they sign nothing, and root alone could switch them on again, just as it could make new ones.`,
	Remediation: `Find out what uses the key (the credential report shows the service and region of its last use), give that a role, then sign in as root and delete the key under "Security credentials", or with root's own key:
aws iam delete-access-key --access-key-id AKIA...`,
	Severity:   rule.Critical,
	Confidence: rule.HighConfidence,
	References: []string{
		"cis-1.4:1.4", "cis-1.5:1.4", "cis-2.0:1.4", "cis-3.0:1.4", "cis-4.0:1.4", "cis-5.0:1.3",
		"cis-6.0:2.3", "cis-7.0:2.4", "fsbp:IAM.4", "prowler:iam_no_root_access_key", "aisf:AISF-IAM-04",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.RootProvider},
	Run:      accessKeyPresent,
})

func accessKeyPresent(pass *analysis.Pass) (any, error) {
	user := account.Of[account.Root](pass, account.RootProvider)
	active, inactive := keysOf(user.Row)
	if len(active) == 0 && !user.AccessKeys.Known {
		return nil, rule.NoInput("account summary with AccountAccessKeysPresent", "root user's row of the credential report")
	}
	if len(active) == 0 && (!user.AccessKeys.Value || inactive) {
		return nil, nil
	}
	f := rule.Finding{
		At:      user.AccessKeys.At,
		Subject: subject(user.ARN),
		Message: "the root user has an access key, with which anyone who holds it owns the account without MFA",
		Content: "access_key",
	}
	if len(active) > 0 {
		f.At = user.Row.At(active[0].Active.Span)
		f.Message = fmt.Sprintf("access key %d of the root user is active, so anyone who holds it owns the account without MFA", active[0].Number)
	}
	if len(active) > 1 {
		f.Message = "both access keys of the root user are active, so anyone who holds one owns the account without MFA"
		f.Related = []rule.Related{{At: user.Row.At(active[1].Active.Span), Message: "the second active key"}}
	}
	rule.Report(pass, f)
	return nil, nil
}

// keysOf are the active keys of a row, which may be nil, and whether it has inactive ones.
func keysOf(row *account.Credentials) (active []account.KeyCredential, inactive bool) {
	if row == nil {
		return nil, false
	}
	for _, key := range row.Keys {
		switch {
		case key.Active.Known && key.Active.Value:
			active = append(active, key)
		case key.Exists():
			inactive = true
		}
	}
	return active, inactive
}
