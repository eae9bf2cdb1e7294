package role

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// InstanceSSMUnsafe reports where an instance may run commands on other instances.
var InstanceSSMUnsafe = rule.New(rule.Meta{
	ID:    "role-instance-ssm-unsafe",
	Area:  "role",
	Title: "An instance may run commands on other instances",
	Text: `A role of an instance that may send commands through Systems Manager, or open sessions, to every instance turns one compromised machine into all of them, each with its own role.

The rule asks for ssm:SendCommand or ssm:StartSession on all instances. It is silent about roles that no instance can have, about statements that name instances or test a tag of them, and where a Deny takes the actions back. AmazonSSMManagedInstanceCore, which instances need to be managed, allows neither.`,
	Remediation: "Attach AmazonSSMManagedInstanceCore to instances, and leave the sending of commands to people and pipelines.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"pmapper:os_lpe"},
	SubsumedBy:  []string{"role-compute-admin"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, account.PrincipalsProvider},
	Run:      instanceSSMUnsafe,
})

func instanceSSMUnsafe(pass *analysis.Pass) (any, error) {
	roles, err := listed(pass)
	if err != nil {
		return nil, err
	}
	principals := account.Of[account.Principals](pass, account.PrincipalsProvider)
	for _, r := range roles {
		if len(r.Profiles) == 0 && !slices.ContainsFunc(trusted(r), func(service string) bool { return strings.HasPrefix(service, "ec2.amazonaws.com") }) {
			continue
		}
		one := principals.ByARN(r.ARN.Value)
		for _, action := range []string{"ssm:SendCommand", "ssm:StartSession"} {
			held, ok := one.GrantsOnEvery(action, "arn:*:ec2:*:*:instance/*")
			if !ok || len(one.Incomplete()) > 0 {
				continue
			}
			rule.Report(pass, rule.Finding{
				At:      r.Named(),
				Subject: subject(r),
				Message: fmt.Sprintf("role %q of instances may use %s on every other instance (policy %q), so one compromised machine is all of them", r.Name.Value, action, held.Name),
				Content: "ssm",
				Related: []rule.Related{{At: held.At, Message: "the policy that allows it"}},
			})
			break
		}
	}
	return nil, nil
}
