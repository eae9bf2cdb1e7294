package policyrules

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// BoundaryRemovable reports where who is held by a boundary may take it off.
var BoundaryRemovable = rule.New(rule.Meta{
	ID:    "policy-boundary-removable",
	Area:  "policy",
	Title: "Who is held by a boundary may take it off",
	Text: `The boundary keeps the principal from most things, but not from removing or replacing the boundary, or from writing another version of its policy. One call, and it caps nothing.

The rule decides with the principal's policies and the boundary itself whether it may delete or put its own boundary, or make a version of the boundary's policy.`,
	Remediation: `Deny it in the boundary:
{"Effect": "Deny", "Action": ["iam:DeleteUserPermissionsBoundary", "iam:DeleteRolePermissionsBoundary", "iam:PutUserPermissionsBoundary", "iam:PutRolePermissionsBoundary"], "Resource": "*"}
and the same for iam:CreatePolicyVersion on its own ARN.`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.PrincipalsProvider},
	Run:      boundaryRemovable,
})

func boundaryRemovable(pass *analysis.Pass) (any, error) {
	able := make(map[*policy.Document]bool)
	for _, p := range account.Of[account.Principals](pass, account.PrincipalsProvider).All {
		if !p.Identity.Boundary.Present() || !p.AnyDocument(func(d *policy.Document) bool { return d.SpeaksOf(iam) && mayRemove(d, able) }) {
			continue
		}
		if p.Boundary() == nil || len(p.Incomplete()) > 0 {
			continue
		}
		boundary := p.Boundary()
		kind := "Role"
		if p.User != nil {
			kind = "User"
		}
		requests := [][2]string{
			{"iam:Delete" + kind + "PermissionsBoundary", p.ARN.Value},
			{"iam:Put" + kind + "PermissionsBoundary", p.ARN.Value},
		}
		if !account.IsAWSManaged(boundary.ARN) {
			requests = append(requests, [2]string{"iam:CreatePolicyVersion", boundary.ARN})
		}
		for _, r := range requests {
			if p.Decide(r[0], r[1]) != policy.Allowed {
				continue
			}
			rule.Report(pass, rule.Finding{
				At:      boundary.At,
				Subject: rule.Subject{Type: p.Type, ARN: p.ARN.Value, Name: p.Name.Value},
				Message: fmt.Sprintf("%s %q may use %s on its own permissions boundary, so it can take off what holds it", p.Type, p.Name.Value, r[0]),
				Content: "boundary",
			})
			break
		}
	}
	return nil, nil
}

// mayRemove says whether a document speaks of an action that takes boundaries
// off; the answers are kept.
func mayRemove(d *policy.Document, able map[*policy.Document]bool) bool {
	known, ok := able[d]
	if !ok {
		for _, action := range []string{
			"iam:deleteuserpermissionsboundary", "iam:deleterolepermissionsboundary",
			"iam:putuserpermissionsboundary", "iam:putrolepermissionsboundary", "iam:createpolicyversion",
		} {
			known = known || d.MayAllow(action)
		}
		able[d] = known
	}
	return known
}
