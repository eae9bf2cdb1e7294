package trust

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// ServiceSeveral reports where one role is shared by several services.
var ServiceSeveral = rule.New(rule.Meta{
	ID:    "trust-service-several",
	Area:  "trust",
	Title: "One role is shared by several services",
	Text: `Each service can be made to act with what the others need: a function can do what the instances do. The role grows with each of them, and nobody dares to take anything away.

The rule is silent about services that belong together, such as lambda and edgelambda, or ssm beside ec2.`,
	Remediation: "Make a role for each service.",
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(serviceSeveral),
})

// together are services that work with one role by design, by the service that
// stands for them.
var together = map[string]string{
	"edgelambda": "lambda", "ssm": "ec2", "ecs-tasks": "ecs", "eks-fargate-pods": "eks", "pods": "eks", "vpc-flow-logs": "logs", "delivery": "logs",
}

func serviceSeveral(_ *analysis.Pass, t trusting) []complaint {
	var services []policy.Principal
	seen := make(map[string]bool)
	for _, p := range t.Principal.Entries {
		name, _, _ := strings.Cut(p.Value.Text, ".")
		if stands, ok := together[name]; ok {
			name = stands
		}
		if p.Type == "Service" && !seen[name] {
			seen[name] = true
			services = append(services, p)
		}
	}
	if len(services) < 2 {
		return nil
	}
	var names []string
	for _, p := range services {
		names = append(names, p.Value.Text)
	}
	last := len(names) - 1
	return []complaint{{at: services[1].Value.Span, message: "is shared by " + strings.Join(names[:last], ", ") + " and " + names[last] + ", so each has what the others need"}}
}
