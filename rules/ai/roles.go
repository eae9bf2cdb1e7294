package ai

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// services run AI workloads with roles, by service principal.
var services = map[string]string{
	"sagemaker.amazonaws.com":         "SageMaker",
	"bedrock.amazonaws.com":           "Bedrock",
	"bedrock-agentcore.amazonaws.com": "AgentCore",
}

var (
	bedrock   = policy.Services("bedrock")
	sagemaker = policy.Services("sagemaker")
)

// An execution is a role with which AI services run something.
type execution struct {
	*account.Role
	services []string // as people call them, in the order of the trust policy
}

// executions are the roles of the authorization details that AI services may take.
func executions(pass *analysis.Pass) ([]execution, error) {
	details := account.Of[account.AuthorizationDetails](pass, account.AuthorizationDetailsProvider)
	if !details.HasRoles {
		return nil, rule.NoInput("list of roles in the authorization details")
	}
	var list []execution
	for _, r := range details.Roles {
		if r.Trust == nil || r.AWSOwned() {
			continue
		}
		var named []string
		for i := range r.Trust.Statements {
			s := &r.Trust.Statements[i]
			if !s.Allows() {
				continue
			}
			for _, p := range s.Principal.Entries {
				if name := services[strings.TrimSuffix(p.Value.Text, ".cn")]; p.Type == "Service" && name != "" {
					named = append(named, name)
				}
			}
		}
		if len(named) > 0 {
			list = append(list, execution{r, named})
		}
	}
	return list, nil
}

func (e execution) subject() rule.Subject {
	return rule.Subject{Type: "role", ARN: e.ARN.Value, Name: e.Name.Value}
}

// runs says whether one of some services may take the role.
func (e execution) runs(names ...string) bool {
	for _, s := range e.services {
		for _, n := range names {
			if s == n {
				return true
			}
		}
	}
	return false
}
