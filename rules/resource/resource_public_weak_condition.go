package resource

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// PublicWeakCondition reports where a resource is open to everybody behind a condition that does not tell who calls.
var PublicWeakCondition = rule.New(rule.Meta{
	ID:    "resource-public-weak-condition",
	Area:  "resource",
	Title: "A resource is open to everybody behind a condition that does not tell who calls",
	Text: `User agents and referers are texts that callers choose, tags of principals are chosen by whoever owns the principal, and a condition with IfExists is met by leaving the key out. The policy looks limited and lets strangers in.

The rule reports statements for everybody whose conditions can fail and yet do not tell who calls. It is silent where another condition does, where a Deny turns strangers away, and where S3 Block Public Access takes the policy away.`,
	Remediation: "Test who calls: aws:PrincipalOrgID, aws:PrincipalAccount, aws:PrincipalArn, aws:SourceVpce or aws:SourceIp.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	References:  []string{"cis-7.0:2.21"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.ResourcesProvider},
	Run:      statements(publicWeakCondition),
})

func publicWeakCondition(pass *analysis.Pass, s stated) []complaint {
	if s.openness(pass) != policy.Weakly {
		return nil
	}
	var keys []string
	for i := range s.Conditions {
		if key := s.Conditions[i].Key.Text; !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return []complaint{{s.everyone(), fmt.Sprintf("lets everybody %s who meets a condition on %s, which strangers can meet", s.may(), document.ActionList(keys, 0))}}
}
