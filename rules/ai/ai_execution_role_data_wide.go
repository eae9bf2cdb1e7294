package ai

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ExecutionRoleDataWide reports where an AI workload reaches all data of the account.
var ExecutionRoleDataWide = rule.New(rule.Meta{
	ID:    "ai-execution-role-data-wide",
	Area:  "ai",
	Title: "An AI workload reaches all data of the account",
	Text: `A model or agent needs its training set, its knowledge base, its own bucket. If its role reads or writes every bucket, table or secret, a prompt injection or a poisoned package takes out data that has nothing to do with the task, and can poison the training data of other models.

The rule asks whether the role may read or write objects of every bucket, items of every table or every secret. It is silent about names and prefixes, and under conditions that limit the resources.`,
	Remediation: "Name the buckets, tables and secrets of the workload in its policies.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:bedrock_agent_role_least_privilege"},
	SubsumedBy:  []string{"ai-execution-role-privileged"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.PrincipalsProvider},
	Run:      executionRoleDataWide,
})

// wide are actions on all data of a kind.
var wide = []struct{ action, pattern, what string }{
	{"s3:GetObject", "arn:*:s3:::*/*", "read the objects of every bucket"},
	{"s3:PutObject", "arn:*:s3:::*/*", "write into every bucket"},
	{"secretsmanager:GetSecretValue", "arn:*:secretsmanager:*:*:secret:*", "read every secret"},
	{"dynamodb:GetItem", "arn:*:dynamodb:*:*:table/*", "read every table"},
	{"dynamodb:PutItem", "arn:*:dynamodb:*:*:table/*", "write into every table"},
}

func executionRoleDataWide(pass *analysis.Pass) (any, error) {
	roles, err := executions(pass)
	if err != nil {
		return nil, err
	}
	for _, r := range roles {
		one := account.Of[account.Principals](pass, account.PrincipalsProvider).ByARN(r.ARN.Value)
		var reach []string
		var related []rule.Related
		for _, w := range wide {
			held, ok := one.GrantsOnEvery(w.action, w.pattern)
			if !ok {
				continue
			}
			reach = append(reach, w.what)
			if len(related) == 0 {
				related = []rule.Related{{At: held.At, Message: "a policy that allows it"}}
			}
		}
		if len(reach) == 0 || len(one.Incomplete()) > 0 {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      r.Named(),
			Subject: r.subject(),
			Message: fmt.Sprintf("role %q, under which %s runs, may %s, so a prompt or a package takes out or poisons what is not its task", r.Name.Value, document.ActionList(r.services, 0), document.ActionList(reach, 0)),
			Content: "data",
			Related: related,
		})
	}
	return nil, nil
}
