package org

import (
	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// everything is an identity policy that allows all, so that a decision shows
// what the organization's policies leave.
const everything = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}`

// bound are the guardrails of an account that policies of an organization bind;
// ok is false for one that they cannot bind.
func bound(pass *analysis.Pass) (g *account.Guardrails, ok bool) {
	g = account.Of[account.Guardrails](pass, account.GuardrailsProvider)
	return g, g.Why == ""
}

// allowed says whether the service control policies leave a request to a
// principal that may do everything, whatever else is true of the request.
func allowed(g *account.Guardrails, principal, action string, context map[string]string) (bool, error) {
	all, err := policy.Parse([]byte(everything))
	if err != nil {
		return false, err
	}
	request := policy.Request{Principal: principal, Action: action, Resource: "*", Context: new(policy.Context).Open()}
	request.Context.Set("aws:PrincipalArn", principal)
	for key, value := range context {
		request.Context.Set(key, value)
	}
	policies := &policy.Policies{Identity: []*policy.Compiled{policy.Compile(all)}}
	for i, documents := range account.LevelDocuments(g.SCPs) {
		level := policy.Level{ID: g.SCPs[i].Node.ID}
		for _, doc := range documents {
			level.Policies = append(level.Policies, policy.Compile(doc.Document))
		}
		policies.SCPs = append(policies.SCPs, level)
	}
	return policy.Evaluate(&request, policies).Outcome == policy.Allowed, nil
}

// reportAccount reports something about the account as a member of its
// organization, at the description of the organization.
func reportAccount(pass *analysis.Pass, message, content string) {
	a := account.Of[account.Account](pass, account.Exports)
	org := a.Organization
	if org == nil {
		return
	}
	at := org.File.Start()
	if org.ID.Present() {
		at = org.File.At(org.ID.Span)
	}
	rule.Report(pass, rule.Finding{At: at, Subject: rule.Subject{Type: "account", Name: a.ID}, Message: message, Content: content})
}
