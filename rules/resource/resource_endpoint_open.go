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

// EndpointOpen reports where a VPC endpoint or endpoint service lets everybody in.
var EndpointOpen = rule.New(rule.Meta{
	ID:    "resource-endpoint-open",
	Area:  "resource",
	Title: "A VPC endpoint or endpoint service lets everybody in",
	Text: `The policy of a VPC endpoint is the gate between the network and a service. With everything allowed, a machine in the VPC that an attacker took can write to any bucket of any account with keys of that account: the way out that firewalls do not see. An endpoint service whose permissions name everybody, or accounts that nobody vouched for, is the way in.

The rule is silent about endpoint policies with a condition that tells who calls or whose the resource is (aws:PrincipalOrgID, aws:ResourceOrgID, aws:ResourceAccount), be it in the Allow or in a Deny, about services whose endpoints a person accepts, and about trusted accounts.`,
	Remediation: `Limit the endpoint: "Condition": {"StringEquals": {"aws:ResourceOrgID": "o-...", "aws:PrincipalOrgID": "o-..."}}`,
	Severity:    rule.Medium,
	Confidence:  rule.HighConfidence,
	References:  []string{"prowler:vpc_endpoint_connections_trust_boundaries", "prowler:vpc_endpoint_services_allowed_principals_trust_boundaries", "aisf:AISF-INFRA-08"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, rule.Config},
	Run:      endpointOpen,
})

func endpointOpen(pass *analysis.Pass) (any, error) {
	a, settings := account.Of[account.Account](pass, account.Exports), rule.SettingsOf(pass)
	if a.Documents == nil && a.EndpointServices == nil {
		return nil, rule.NoInput("policies of VPC endpoints", "permissions of VPC endpoint services")
	}
	if a.Documents != nil {
		for _, doc := range a.Documents.All {
			if doc.Kind != account.EndpointPolicy {
				continue
			}
			for i := range doc.Statements {
				s := &doc.Statements[i]
				if s.Allows() && s.OnEverything() && !s.Conditional() && s.ActsOn("s3:putobject") && doc.Openness(s) == policy.Open && !keepsInside(doc) {
					rule.Report(pass, rule.Finding{
						At:      doc.At(s.Span),
						Subject: document.Subject(doc),
						Message: document.Title(doc) + " lets everybody use everything of the service, so data leaves to accounts of others",
						Content: document.Content(doc, s.Span),
					})
				}
			}
		}
	}
	if a.EndpointServices == nil {
		return nil, nil
	}
	for _, service := range a.EndpointServices.List {
		if service.Accepts.Value {
			continue
		}
		for _, p := range service.Principals {
			id, _ := account.ResourceAccount(p.Principal.Value)
			if p.Principal.Value != "*" && (id == "" || id == a.ID || slices.Contains(settings.TrustedAccounts, id)) {
				continue
			}
			who := "everybody"
			if id != "" {
				who = "account " + id
			}
			rule.Report(pass, rule.Finding{
				At:      p.File.At(p.Principal.Span),
				Subject: rule.Subject{Type: "resource", Name: service.ID},
				Message: fmt.Sprintf("endpoint service %q lets %s connect, and nobody has to accept it", service.ID, who),
				Content: p.Principal.Value,
			})
		}
	}
	return nil, nil
}

// keepsInside says whether a Deny of an endpoint's policy tells whose the resource
// or the caller has to be.
func keepsInside(doc *account.PolicyDocument) bool {
	return slices.ContainsFunc(doc.Statements, func(s policy.Statement) bool {
		return s.Denies() && s.OnEverything() && s.ActsOn("s3:putobject") && slices.ContainsFunc(perimeter, s.Tests)
	})
}

// perimeter are the keys that tell whose a resource or a caller is.
var perimeter = []string{
	"aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths", "s3:ResourceAccount",
	"aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths",
}
