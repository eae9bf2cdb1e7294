package privesc

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// AdminTooMany reports an account with more administrators than configured.
var AdminTooMany = rule.New(rule.Meta{
	ID:    "admin-too-many",
	Area:  "privesc",
	Title: "More principals are administrators than the account needs",
	Text: `Every administrator is a way to lose the whole account: by one phished person, one leaked key, one vulnerable machine. The rule counts the users and roles that are administrator in effect, or can make themselves one in one call, and compares with the number in the configuration (thresholds: administrators, 5 unless set).

It does not count the roles that AWS makes for services and for IAM Identity Center, nor the landing-zone roles OrganizationAccountAccessRole, AWSControlTowerExecution and those of StackSets, and it is silent where as many are expected.`,
	Remediation: "Give the roles for services and for daily work what they need, and keep a few roles for administration that people take with MFA. If the account really needs more, say so in .iamlint.yaml:\nthresholds:\n  administrators: 8",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, graph.Provider, rule.Config},
	Run:      adminTooMany,
})

func adminTooMany(pass *analysis.Pass) (any, error) {
	var admins []*graph.Node
	for _, n := range account.Of[graph.Graph](pass, graph.Provider).Nodes {
		if n.Effective() && !n.AWSOwned() && !(n.Role != nil && account.LandingZone(n.Name.Value)) {
			admins = append(admins, n)
		}
	}
	most := rule.SettingsOf(pass).MaxAdministrators
	if len(admins) <= most {
		return nil, nil
	}
	f := rule.Finding{
		At:      admins[most].Named(),
		Subject: rule.Subject{Type: "account", Name: account.Of[account.Account](pass, account.Exports).ID},
		Message: fmt.Sprintf("%d users and roles are administrators or can make themselves one, %d are expected, so any of %d mistakes loses the account", len(admins), most, len(admins)),
		Content: "administrators",
	}
	for _, n := range admins[:min(len(admins), maxListed)] {
		how := " can make itself one"
		if h := n.Everything(); h != nil {
			how = " by " + h.Name
		}
		f.Related = append(f.Related, rule.Related{At: n.Named(), Message: n.Label() + how})
	}
	rule.Report(pass, f)
	return nil, nil
}
