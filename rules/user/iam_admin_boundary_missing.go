package user

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// IAMAdminBoundaryMissing reports where who makes users or roles is not held to a boundary.
var IAMAdminBoundaryMissing = rule.New(rule.Meta{
	ID:    "iam-admin-boundary-missing",
	Area:  "user",
	Title: "Who makes users or roles is not held to a boundary",
	Text: `Whoever makes a user or role decides what it may do: more than the maker, unless a permissions boundary caps it. With a boundary on the maker, or a condition that each new user or role gets one, teams can look after their own roles safely.

The rule looks at policies that allow iam:CreateUser or iam:CreateRole without a test of iam:PermissionsBoundary, held by somebody without a boundary. It is silent about policies that grant all of IAM or everything, which graver rules report.`,
	Remediation: `Ask for a boundary: "Condition": {"StringEquals": {"iam:PermissionsBoundary": "arn:aws:iam::ACCOUNT:policy/BOUNDARY"}}`,
	Severity:    rule.Low,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"policy-admin-wildcard", "policy-full-iam"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider},
	Run:      iamAdminBoundaryMissing,
})

var iam = policy.Services("iam")

func iamAdminBoundaryMissing(pass *analysis.Pass) (any, error) {
	a := account.Of[account.Account](pass, account.Exports)
	return document.EachPlace(pass, func(d *policy.Document) bool { return d.SpeaksOf(iam) }, func(d *policy.Document, s *policy.Statement, _ account.PolicyKind) (policy.Span, string) {
		if !s.Allows() {
			return policy.Span{}, ""
		}
		if s.Limited() || s.Tests("iam:PermissionsBoundary") {
			return policy.Span{}, ""
		}
		at, ok := s.Names("iam", "iam:createuser")
		if !ok || d.DeniesOnEveryUser("iam:createuser") || demandsBoundary(d, "iam:createuser") {
			at, ok = s.Names("iam", "iam:createrole")
			ok = ok && !d.DeniesOnEveryRole("iam:createrole") && !demandsBoundary(d, "iam:createrole")
		}
		if !ok {
			return policy.Span{}, ""
		}
		return at, "lets users or roles be made without a permissions boundary, so they can get more rights than their maker has"
	}, func(doc *account.PolicyDocument) bool { return capped(a, doc) }, account.IdentityPolicy)
}

// demandsBoundary says whether a Deny refuses an action by its boundary.
func demandsBoundary(d *policy.Document, action string) bool {
	for i := range d.Statements {
		if s := &d.Statements[i]; s.Denies() && s.ActsOn(action) && s.Tests("iam:PermissionsBoundary") {
			return true
		}
	}
	return false
}

// capped says whether all who hold a document have a permissions boundary.
func capped(a *account.Account, doc *account.PolicyDocument) bool {
	details := a.AuthorizationDetails
	if details == nil {
		return false
	}
	if doc.Managed != nil {
		holders := details.Holders(doc.Managed.ARN.Value)
		for _, h := range holders {
			if !h.Boundary.Present() {
				return false
			}
		}
		return len(holders) > 0
	}
	for _, u := range details.Users {
		if u.ARN.Value == doc.Owner.ARN {
			return u.Boundary.Present()
		}
	}
	for _, r := range details.Roles {
		if r.ARN.Value == doc.Owner.ARN {
			return r.Boundary.Present()
		}
	}
	for _, g := range details.Groups {
		if g.ARN.Value == doc.Owner.ARN {
			members := details.Members(g.Name.Value)
			return len(members) > 0 && !slices.ContainsFunc(members, func(u *account.User) bool { return !u.Boundary.Present() })
		}
	}
	return false
}
