package ai

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AgentToolWide reports where an agent can call every function.
var AgentToolWide = rule.New(rule.Meta{
	ID:    "ai-agent-tool-wide",
	Area:  "ai",
	Title: "An agent can call every function",
	Text: `The tools of an agent are functions and state machines. If its role may invoke all of them, the list of tools is only a suggestion: a prompt injection names another function, and the agent calls it with parameters of the attacker's choice.

The rule looks at roles of Bedrock and AgentCore. It is silent about named functions, and under conditions that limit them.`,
	Remediation: `Name the functions of the agent: "Resource": "arn:aws:lambda:REGION:ACCOUNT:function:agent-NAME-*"`,
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:bedrock_agent_role_least_privilege"},
	SubsumedBy:  []string{"ai-execution-role-privileged"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.PrincipalsProvider},
	Run:      agentToolWide,
})

func agentToolWide(pass *analysis.Pass) (any, error) {
	roles, err := executions(pass)
	if err != nil {
		return nil, err
	}
	for _, r := range roles {
		if !r.runs("Bedrock", "AgentCore") {
			continue
		}
		one := account.Of[account.Principals](pass, account.PrincipalsProvider).ByARN(r.ARN.Value)
		for _, tool := range []struct{ action, pattern, what string }{
			{"lambda:InvokeFunction", "arn:*:lambda:*:*:function:*", "function"},
			{"states:StartExecution", "arn:*:states:*:*:stateMachine:*", "state machine"},
		} {
			held, ok := one.GrantsOnEvery(tool.action, tool.pattern)
			if !ok || len(one.Incomplete()) > 0 {
				continue
			}
			rule.Report(pass, rule.Finding{
				At:      r.Named(),
				Subject: r.subject(),
				Message: fmt.Sprintf("role %q of agents may call every %s (%s in policy %q), so a prompt injection reaches tools that the agent was never given", r.Name.Value, tool.what, tool.action, held.Name),
				Content: "tools",
				Related: []rule.Related{{At: held.At, Message: "the policy that allows it"}},
			})
			break
		}
	}
	return nil, nil
}
