package ai

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ExecutionRolePrivileged reports where an AI workload is administrator.
var ExecutionRolePrivileged = rule.New(rule.Meta{
	ID:    "ai-execution-role-privileged",
	Area:  "ai",
	Title: "An AI workload is administrator",
	Text: `A role that SageMaker, Bedrock or AgentCore runs under does what code in a notebook says, or what a model decides. The code may come from a package that somebody poisoned, and the decision from a prompt that somebody hid in a web page or a document. If the role is administrator, a sentence is enough to take the account.

Administrator is what the role's own policies amount to, after Deny statements and its boundary.`,
	Remediation: "Give the workload a role with the few actions that it calls, on its own data, and set a permissions boundary.",
	Severity:    rule.Critical,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:bedrock_agent_role_least_privilege"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.AdministratorsProvider},
	Run:      executionRolePrivileged,
})

func executionRolePrivileged(pass *analysis.Pass) (any, error) {
	roles, err := executions(pass)
	if err != nil {
		return nil, err
	}
	for _, r := range roles {
		admin := account.Of[account.Administrators](pass, account.AdministratorsProvider).Find(r.ARN.Value)
		if admin == nil {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      r.Named(),
			Subject: r.subject(),
			Message: fmt.Sprintf("role %q, under which %s runs, is administrator by policy %q, so a prompt or a notebook cell can take the account", r.Name.Value, document.ActionList(r.services, 0), admin.By.Name),
			Content: "administrator",
			Related: []rule.Related{{At: admin.By.At, Message: "what makes it administrator"}},
		})
	}
	return nil, nil
}
