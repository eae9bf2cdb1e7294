package policyrules

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ABACTagMutable reports where a principal may change the tags that decide about access.
var ABACTagMutable = rule.New(rule.Meta{
	ID:    "policy-abac-tag-mutable",
	Area:  "policy",
	Title: "A principal may change the tags that decide about access",
	Text: `Policies of the account compare tags of the caller (aws:PrincipalTag) to decide what it may do. Whoever may tag users and roles gives itself the tag that opens the door, without touching a policy.

The rule fires where a policy of the account tests aws:PrincipalTag and this document grants iam:TagUser or iam:TagRole on every user or role, or iam:TagUser on the holder itself (${aws:username}). It is silent where a condition limits the tags or who may be tagged (aws:TagKeys, aws:RequestTag, aws:ResourceTag) in the Allow, where a Deny keeps some tags from changes or takes the action back, and about documents that grant all of IAM or everything.`,
	Remediation: `Deny changes of these tags: {"Effect": "Deny", "Action": ["iam:TagUser", "iam:TagRole", "iam:UntagUser", "iam:UntagRole"], "Resource": "*", "Condition": {"ForAnyValue:StringEquals": {"aws:TagKeys": ["team"]}}}`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"policy-admin-wildcard", "policy-full-iam"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider},
	Run:      abacTagMutable,
})

func abacTagMutable(pass *analysis.Pass) (any, error) {
	key := ""
	for _, shared := range account.Of[account.Documents](pass, account.DocumentsProvider).Shared {
		if key = principalTag(shared.Document); key != "" {
			break
		}
	}
	if key == "" {
		return nil, nil
	}
	return document.Each(pass, speaksOfIAM, func(d *policy.Document, s *policy.Statement, _ account.PolicyKind) (policy.Span, string) {
		if !s.Allows() {
			return policy.Span{}, ""
		}
		at, ok := s.Names("iam", "iam:taguser")
		whom := "users or roles"
		if ok && onItself(s) {
			whom = "itself"
		}
		if !ok || whom != "itself" && !s.OnEveryUser() || keepsTags(d, "iam:taguser", d.DeniesOnEveryUser) {
			whom = "users or roles"
			at, ok = s.Names("iam", "iam:tagrole")
			ok = ok && s.OnEveryRole() && !keepsTags(d, "iam:tagrole", d.DeniesOnEveryRole)
		}
		if !ok || s.Limited() {
			return policy.Span{}, ""
		}
		return at, "lets its holder tag " + whom + " as it likes, and policies of the account decide by " + key + ", so it can open what they close"
	}, account.IdentityPolicy)
}

// onItself says whether the statement speaks of the user who calls.
func onItself(s *policy.Statement) bool {
	return slices.ContainsFunc(s.Resource.Values, func(v policy.Value) bool { return strings.HasSuffix(v.Text, ":user/${aws:username}") })
}

// keepsTags says whether a Deny takes an action back everywhere, or says which
// tags may not be changed.
func keepsTags(d *policy.Document, action string, everywhere func(action string) bool) bool {
	for i := range d.Statements {
		s := &d.Statements[i]
		if s.Denies() && s.ActsOn(action) && (s.Tests("aws:TagKeys") || s.Tests("aws:RequestTag/")) {
			return true
		}
	}
	return everywhere(action)
}

// principalTag is a key of a caller's tag that the document tests, "" for none.
func principalTag(d *policy.Document) string {
	const prefix = "aws:principaltag/"
	for i := range d.Statements {
		for _, v := range d.Statements[i].Resource.Values {
			if at := strings.Index(strings.ToLower(v.Text), "${"+prefix); at >= 0 {
				key, _, _ := strings.Cut(v.Text[at+2:], "}")
				return key
			}
		}
		for _, c := range d.Statements[i].Conditions {
			if text := c.Key.Text; len(text) > len(prefix) && strings.EqualFold(text[:len(prefix)], prefix) {
				return text
			}
		}
	}
	return ""
}
