package role

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ComputeAdmin reports where something that runs in the account is administrator.
var ComputeAdmin = rule.New(rule.Meta{
	ID:    "role-compute-admin",
	Area:  "role",
	Title: "Something that runs in the account is administrator",
	Text: `The credentials of a role that a computing service takes lie on the machine, in the container or in the environment of the function. A request that a server is tricked into sending, a poisoned package or one stolen shell is then the whole account.

Administrator is what the role's own policies amount to: they allow everything, or let the role give itself everything, and neither a Deny nor its boundary keeps it from that. The rule names the workloads that run with the role where exports tell of them. It is silent about roles that nothing but people and other accounts may take.`,
	Remediation: "Give the workload a role with the actions that its code calls, and set a permissions boundary on roles of that kind.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"cloudsplaining:AssumableByComputeService", "pmapper:overprivileged_instance_profile", "pmapper:overprivileged_function", "pmapper:overprivileged_stack"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.AdministratorsProvider},
	Run:      computeAdmin,
})

func computeAdmin(pass *analysis.Pass) (any, error) {
	roles, err := listed(pass)
	if err != nil {
		return nil, err
	}
	admins := account.Of[account.Administrators](pass, account.AdministratorsProvider)
	for _, r := range roles {
		admin, what := admins.Find(r.ARN.Value), computes(r)
		if admin == nil || what == "" {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      r.Named(),
			Subject: subject(r),
			Message: fmt.Sprintf("role %q, with which %s runs, is administrator: %s, so one compromised workload is the whole account", r.Name.Value, what, made(admin)),
			Content: "compute administrator",
			Related: []rule.Related{{At: admin.By.At, Message: "what makes it administrator"}},
		})
	}
	return nil, nil
}
