package accountrules

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// QuotaNear reports IAM quotas that are nearly used up.
var QuotaNear = rule.New(rule.Meta{
	ID:    "iam-quota-near",
	Area:  "account",
	Title: "The account is near a quota of IAM",
	Text: `At the quota the next user, role or policy cannot be made, in the middle of a deployment or an incident. So many are also a sign of identities made by hand for each person and purpose, or of a script that makes them without end.

The rule compares each count in the account summary with its quota and speaks from the configured percentage on. Quotas that the summary does not tell are left alone.`,
	Remediation: `Remove what is unused, or have the quota raised:
aws service-quotas request-service-quota-increase --service-code iam --quota-code CODE --desired-value N --region us-east-1`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.SummaryProvider, rule.Config},
	Run:      quotaNear,
})

// quotas are the keys of counts in the account summary; the quota's key ends in Quota.
var quotas = []struct{ key, things string }{
	{"Users", "users"},
	{"Groups", "groups"},
	{"Roles", "roles"},
	{"Policies", "managed policies"},
	{"PolicyVersionsInUse", "policy versions in use"},
	{"InstanceProfiles", "instance profiles"},
	{"ServerCertificates", "server certificates"},
}

func quotaNear(pass *analysis.Pass) (any, error) {
	summary := account.Of[account.Summary](pass, account.SummaryProvider)
	percent := rule.SettingsOf(pass).QuotaPercent
	for _, q := range quotas {
		used, known := summary.Values[q.key]
		quota := summary.Values[q.key+"Quota"].Value
		if !known || quota <= 0 || used.Value*100 < quota*percent {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      summary.File.At(used.Span),
			Subject: subject(account.Of[account.Account](pass, account.Exports)),
			Message: fmt.Sprintf("the account has %d of at most %d %s, so new ones may soon be refused", used.Value, quota, q.things),
			Content: q.key,
		})
	}
	return nil, nil
}
