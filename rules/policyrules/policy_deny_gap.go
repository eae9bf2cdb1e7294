package policyrules

import (
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// DenyGap reports where a Deny leaves another way open.
var DenyGap = rule.New(rule.Meta{
	ID:    "policy-deny-gap",
	Area:  "policy",
	Title: "A Deny leaves another way open",
	Text: `The document forbids one action everywhere and grants another one that does the same: attaching a policy but not writing one, the bucket's policy but not its ACL. The Deny gives a feeling of safety.

The rule knows pairs of actions of which each does what the other one does, and fires where the document denies one of them on everything without a condition and grants the other on everything. It is silent where the document does not grant the other way on everything, or a Deny with a condition limits it there; a Deny on some resources leaves the others.`,
	Remediation: "Deny the other action, too.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider},
	Run:      denyGap,
})

// ways are pairs of actions that lead to the same, in lower case, with the
// resources of the second one.
var ways = []struct{ denied, open, name, on string }{
	{"iam:attachuserpolicy", "iam:putuserpolicy", "iam:PutUserPolicy", "arn:*:iam::*:user/*"},
	{"iam:putuserpolicy", "iam:attachuserpolicy", "iam:AttachUserPolicy", "arn:*:iam::*:user/*"},
	{"iam:attachrolepolicy", "iam:putrolepolicy", "iam:PutRolePolicy", "arn:*:iam::*:role/*"},
	{"iam:putrolepolicy", "iam:attachrolepolicy", "iam:AttachRolePolicy", "arn:*:iam::*:role/*"},
	{"iam:attachgrouppolicy", "iam:putgrouppolicy", "iam:PutGroupPolicy", "arn:*:iam::*:group/*"},
	{"iam:putgrouppolicy", "iam:attachgrouppolicy", "iam:AttachGroupPolicy", "arn:*:iam::*:group/*"},
	{"iam:createloginprofile", "iam:updateloginprofile", "iam:UpdateLoginProfile", "arn:*:iam::*:user/*"},
	{"s3:putbucketpolicy", "s3:putbucketacl", "s3:PutBucketAcl", "arn:*:s3:::*"},
	{"s3:getobject", "s3:getobjectversion", "s3:GetObjectVersion", "arn:*:s3:::*/*"},
	{"cloudtrail:stoplogging", "cloudtrail:deletetrail", "cloudtrail:DeleteTrail", "arn:*:cloudtrail:*:*:trail/*"},
	{"cloudtrail:deletetrail", "cloudtrail:stoplogging", "cloudtrail:StopLogging", "arn:*:cloudtrail:*:*:trail/*"},
	{"ssm:sendcommand", "ssm:startsession", "ssm:StartSession", "arn:*:ec2:*:*:instance/*"},
	{"ssm:startsession", "ssm:sendcommand", "ssm:SendCommand", "arn:*:ec2:*:*:instance/*"},
}

func denyGap(pass *analysis.Pass) (any, error) {
	return document.Each(pass, (*policy.Document).Denies, func(d *policy.Document, s *policy.Statement, _ account.PolicyKind) (policy.Span, string) {
		if !s.Denies() || s.Conditional() || !s.OnEverything() {
			return policy.Span{}, ""
		}
		for _, w := range ways {
			service, _, _ := strings.Cut(w.denied, ":")
			at, ok := s.Names(service, w.denied)
			if !ok {
				continue
			}
			if _, open := d.GrantsOnEvery(w.open, w.on); open && !d.MayDenyOnEvery(w.open, w.on) {
				return at, "denies it, and grants " + w.name + ", which leads to the same"
			}
		}
		return policy.Span{}, ""
	}, account.IdentityPolicy)
}
