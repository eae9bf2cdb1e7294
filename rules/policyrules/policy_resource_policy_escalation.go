package policyrules

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// ResourcePolicyEscalation reports where a policy withholds data and lets the resource's own policy be rewritten.
var ResourcePolicyEscalation = rule.New(rule.Meta{
	ID:    "policy-resource-policy-escalation",
	Area:  "policy",
	Title: "A policy withholds data and lets the resource's own policy be rewritten",
	Text: `The holder may not read the objects, the secret or the messages, but may write the policy of the bucket, the secret or the queue. In its own account a resource policy is enough to let somebody in: the holder names itself, and reads.

The rule looks at named resources; all resources at once are the matter of policy-permissions-management. It is silent about resources of other accounts, where the document grants some of the data anyway, where a Deny without conditions keeps the data or the policy of the resource closed for good, and under conditions that limit the change.`,
	Remediation: "Take the change of the resource policy away, or deny the data: an explicit Deny holds whatever the resource policy says.",
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"parliament:RESOURCE_POLICY_PRIVILEGE_ESCALATION"},
	SubsumedBy:  []string{"policy-admin-wildcard", "policy-full-iam", "policy-permissions-management"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider},
	Run:      resourcePolicyEscalation,
})

// rewrites are actions that write a resource's own policy, and the data that
// the policy then opens; on is how the resource part of its ARN begins, below
// what the data have behind it.
var rewrites = []struct{ service, action, data, on, below string }{
	{"s3", "s3:putbucketpolicy", "s3:GetObject", "", "/*"},
	{"secretsmanager", "secretsmanager:putresourcepolicy", "secretsmanager:GetSecretValue", "secret:", ""},
	{"kms", "kms:putkeypolicy", "kms:Decrypt", "key/", ""},
	{"sqs", "sqs:setqueueattributes", "sqs:ReceiveMessage", "", ""},
	{"dynamodb", "dynamodb:putresourcepolicy", "dynamodb:GetItem", "table/", ""},
	{"lambda", "lambda:addpermission", "lambda:InvokeFunction", "function:", ""},
}

// rewritten are the services of these actions.
var rewritten = policy.Services("s3", "secretsmanager", "kms", "sqs", "dynamodb", "lambda")

func resourcePolicyEscalation(pass *analysis.Pass) (any, error) {
	a := account.Of[account.Account](pass, account.Exports)
	return document.Each(pass, func(d *policy.Document) bool { return d.SpeaksOf(rewritten) }, func(d *policy.Document, s *policy.Statement, _ account.PolicyKind) (policy.Span, string) {
		if !s.Allows() || !s.SpeaksOf(rewritten) {
			return policy.Span{}, ""
		}
		for _, r := range rewrites {
			at, ok := s.Names(r.service, r.action)
			if !ok || s.Limited() {
				continue
			}
			for _, v := range s.Resource.Values {
				fields := strings.SplitN(v.Text, ":", 6)
				if len(fields) < 6 || fields[2] != r.service || a.ID != "" && fields[4] != "" && !strings.ContainsAny(fields[4], "*?$") && fields[4] != a.ID {
					continue // the policy of a resource elsewhere does not let in alone
				}
				name, ok := strings.CutPrefix(fields[5], r.on)
				if !ok || strings.Trim(name, "*") == "" || r.service == "s3" && strings.Contains(name, "/") {
					continue
				}
				if !d.AllowsSome(r.data, v.Text+r.below) && !d.DeniesAlways(r.data, v.Text+r.below) && !d.DeniesAlways(r.action, v.Text) {
					return at, fmt.Sprintf("withholds %s on %s and lets its policy be rewritten, so its holder can give itself the data", r.data, v.Text)
				}
			}
		}
		return policy.Span{}, ""
	}, account.IdentityPolicy)
}
