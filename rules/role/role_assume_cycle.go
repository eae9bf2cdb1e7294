package role

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/graph"
	"github.com/iamlint/iamlint/rules/rule"
)

// AssumeCycle reports roles that can assume one another in a circle.
var AssumeCycle = rule.New(rule.Meta{
	ID:    "role-assume-cycle",
	Area:  "role",
	Title: "Roles can assume one another in a circle",
	Text: `Credentials of a role session end, after an hour where one role takes another. Roles that can assume one another in a circle give whoever has stolen one session new credentials without end, long after the leak is closed.

The rule counts what is allowed by the roles' policies and trust policies together. It is silent about administrators and other roles that may assume every role (policy-assume-any-role reports them), about roles that trust everybody, and about a role that can assume only itself, which trust-self-assume reports.`,
	Remediation: "Take sts:AssumeRole for the role before it out of one of the roles, or out of its trust policy.",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"pmapper:circular_access"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{graph.Provider},
	Run:      assumeCycle,
})

func assumeCycle(pass *analysis.Pass) (any, error) {
	const most = 5 // names in a message
	for _, cycle := range account.Of[graph.Graph](pass, graph.Provider).AssumeCycles() {
		var names []string
		f := rule.Finding{At: cycle[0].Named(), Subject: rule.Subject{Type: "role", ARN: cycle[0].ARN.Value, Name: cycle[0].Name.Value}}
		for i, n := range cycle {
			if i < most {
				names = append(names, fmt.Sprintf("%q", n.Name.Value))
			}
			if i > 0 {
				f.Related = append(f.Related, rule.Related{At: n.Named(), Message: n.Label()})
			}
			f.Content += n.Name.Value + " "
		}
		list := strings.Join(names, ", ")
		if more := len(cycle) - len(names); more > 0 {
			list += fmt.Sprintf(" and %d more", more)
		}
		f.Message = fmt.Sprintf("roles %s can assume one another in a circle, so a stolen session can be renewed without end", list)
		rule.Report(pass, f)
	}
	return nil, nil
}
