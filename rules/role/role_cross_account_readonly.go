package role

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// CrossAccountReadonly reports where another account can read nearly everything.
var CrossAccountReadonly = rule.New(rule.Meta{
	ID:    "role-cross-account-readonly",
	Area:  "role",
	Title: "Another account can read nearly everything",
	Text: `ReadOnlyAccess reads not only settings but data: objects of all buckets, items of tables, messages, code of functions. A role that holds it and trusts another account gives all of that to whoever is administrator there.

The rule is silent about trust in the own account, in accounts that the configuration names under trusted-accounts, and in the management account of the own organization; where a condition admits only callers of the own or a trusted organization; about ViewOnlyAccess and SecurityAudit, which read no data.`,
	Remediation: `Attach SecurityAudit or ViewOnlyAccess instead:
aws iam detach-role-policy --role-name deploy --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{"prowler:iam_role_cross_account_readonlyaccess_policy", "aisf:AISF-IAM-05"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.Exports, rule.Config},
	Run:      crossAccountReadonly,
})

func crossAccountReadonly(pass *analysis.Pass) (any, error) {
	roles, err := listed(pass)
	if err != nil {
		return nil, err
	}
	own := account.Of[account.Account](pass, account.Exports)
	for _, r := range roles {
		for _, attached := range r.Attached {
			if !account.IsAWSManagedNamed(attached.ARN.Value, "ReadOnlyAccess") || own.ID == "" {
				continue
			}
			if outside := outsideAccount(own, rule.SettingsOf(pass), r); outside != "" {
				rule.Report(pass, rule.Finding{
					At:      r.At(attached.ARN.Span),
					Subject: subject(r),
					Message: fmt.Sprintf("role %q holds ReadOnlyAccess and trusts account %s, so that account can read nearly all data", r.Name.Value, outside),
					Content: attached.ARN.Value,
				})
			}
		}
	}
	return nil, nil
}

// outsideAccount is an account that the role trusts and that is neither the own
// nor a trusted one, "" when there is none.
func outsideAccount(own *account.Account, settings *rule.Settings, r *account.Role) string {
	if r.Trust == nil {
		return ""
	}
	for i := range r.Trust.Statements {
		s := &r.Trust.Statements[i]
		if !s.Allows() || document.AdmitsOnly(s, document.Organizations(own, settings)) {
			continue
		}
		for _, p := range s.Principal.Entries {
			if id := document.AccountOf(p); id != "" && document.Outside(id, own, settings) {
				return id
			}
		}
	}
	return ""
}
