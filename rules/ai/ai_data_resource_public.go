package ai

import (
	"fmt"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/document"
	"github.com/iamlint/iamlint/rules/rule"
)

// DataResourcePublic reports where data of an AI workload is public.
var DataResourcePublic = rule.New(rule.Meta{
	ID:    "ai-data-resource-public",
	Area:  "ai",
	Title: "Data of an AI workload is public",
	Text: `What a model is trained on, or an agent looks up, decides what it says. A bucket, queue or table that strangers can write to is a way to poison it; one that they can read gives away what the company fed its models with.

The rule looks at resources whose policy is open to everybody, and asks whether a role that SageMaker, Bedrock or AgentCore runs under may use them by its own policies, after their Deny statements and its boundary. It is silent where S3 Block Public Access takes the policy away.`,
	Remediation: "Close the resource: name the roles in its policy, and switch S3 Block Public Access on.",
	Severity:    rule.Critical,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.DocumentsProvider, account.PrincipalsProvider, account.AuthorizationDetailsProvider},
	Run:      dataResourcePublic,
})

func dataResourcePublic(pass *analysis.Pass) (any, error) {
	roles, err := executions(pass)
	if err != nil {
		return nil, err
	}
	a, principals := account.Of[account.Account](pass, account.Exports), account.Of[account.Principals](pass, account.PrincipalsProvider)
	for _, doc := range account.Of[account.Documents](pass, account.DocumentsProvider).All {
		r := doc.Resource
		if doc.Kind != account.ResourcePolicy || r == nil || r.ARN == "" || !doc.Judged() {
			continue
		}
		actions, object := dataActions(r)
		for i := range doc.Statements {
			s := &doc.Statements[i]
			if len(actions) == 0 || doc.Openness(s) != policy.Open || r.Type == account.S3Bucket && a.PublicAccessBlocks.RestrictsPolicy(r.Name) {
				continue
			}
			for _, e := range roles {
				if !usesAny(principals.ByARN(e.ARN.Value), actions, object) {
					continue
				}
				rule.Report(pass, rule.Finding{
					At:      doc.At(s.Span),
					Subject: document.Subject(doc),
					Message: fmt.Sprintf("%s is open to everybody, and role %q of %s works with it, so its data can be poisoned or taken", fmt.Sprintf("%s %q", r.Type, r.Name), e.Name.Value, document.ActionList(e.services, 0)),
					Content: document.Content(doc, s.Span),
					Related: []rule.Related{{At: e.Named(), Message: "the role"}},
				})
				break
			}
		}
	}
	return nil, nil
}

// dataActions are the actions with which a workload uses the data of a
// resource, and on what.
func dataActions(r *account.Resource) ([]string, string) {
	switch r.Type {
	case account.S3Bucket:
		return []string{"s3:GetObject", "s3:PutObject"}, r.ARN + "/data"
	case account.SQSQueue:
		return []string{"sqs:ReceiveMessage", "sqs:SendMessage"}, r.ARN
	case account.DynamoDBTable:
		return []string{"dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem"}, r.ARN
	}
	return nil, ""
}

func usesAny(p *account.Principal, actions []string, object string) bool {
	for _, action := range actions {
		denied := slices.ContainsFunc(p.Held(), func(h account.HeldPolicy) bool { return h.Policy.DeniesAlways(action, object) })
		if boundary := p.Boundary(); p.MayUseOn(action, object) && !denied && (boundary == nil || boundary.Policy.Allows(action, object)) {
			return true
		}
	}
	return false
}
