package ai

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ExecutionRoleShared reports where several AI workloads share a role.
var ExecutionRoleShared = rule.New(rule.Meta{
	ID:    "ai-execution-role-shared",
	Area:  "ai",
	Title: "Several AI workloads share a role",
	Text: `Agents, notebooks and jobs that run with one role have each other's reach: what one of them may do for its task, a prompt can make another do. Nor do the logs tell which one it was.

The rule counts agents, agent runtimes, code interpreters, browser tools, notebooks and SageMaker domains that exports tell of, and trust policies that let several AI services take the role. Training jobs and models of one pipeline may share a role.`,
	Remediation: "Give each agent, notebook and service a role of its own.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:bedrock_agent_role_not_shared_across_agents", "aisf:AISF-AGENT-01"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.Exports},
	Run:      executionRoleShared,
})

// alone are the kinds of workloads that should have a role of their own.
var alone = []account.WorkloadKind{account.AgentWorkload, account.RuntimeWorkload, account.InterpretWorkload, account.BrowserWorkload, account.NotebookWorkload, account.DomainWorkload}

func executionRoleShared(pass *analysis.Pass) (any, error) {
	roles, err := executions(pass)
	if err != nil {
		return nil, err
	}
	workloads := account.Of[account.Account](pass, account.Exports).Workloads
	for _, r := range roles {
		var users []string
		var related []rule.Related
		if workloads != nil {
			for _, w := range workloads.Of(r.ARN.Value) {
				if slices.Contains(alone, w.Kind) {
					users = append(users, fmt.Sprintf("%s %q", w.Kind, w.Name.Value))
					related = append(related, rule.Related{At: w.At(), Message: "runs with the role"})
				}
			}
		}
		distinct := slices.Compact(slices.Sorted(slices.Values(r.services)))
		if len(users) < 2 && len(distinct) < 2 {
			continue
		}
		shared := document.ActionList(distinct, 0)
		if len(users) > 1 {
			more := max(0, len(users)-3)
			shared = document.ActionList(users[:len(users)-more], more)
		}
		rule.Report(pass, rule.Finding{
			At:      r.Named(),
			Subject: r.subject(),
			Message: fmt.Sprintf("role %q serves %s, so each has the reach of the others", r.Name.Value, shared),
			Content: "shared",
			Related: related,
		})
	}
	return nil, nil
}
