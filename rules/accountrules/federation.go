package accountrules

import (
	"slices"
	"strings"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
)

// workloadProviders are patterns of the OIDC issuers at which programs sign
// in: CI systems, clusters and apps' customers. Issuers of other names may be for people.
var workloadProviders = []string{
	"*/_services/token", // GitHub Enterprise Server
	"*.circleci.com*",
	"*.oic.*.azure.com*", // AKS
	"*.openshiftapps.com*",
	"*.s3.*.amazonaws.com*", // clusters that publish their keys in a bucket
	"agent.buildkite.com*",
	"api.bitbucket.org/*",
	"api.pulumi.com*",
	"app.harness.io*",
	"app.terraform.io*",
	"*.app.spacelift.io*",
	"cognito-identity*.amazonaws.com*",
	"container.googleapis.com/*",
	"gitlab.*",
	"graph.facebook.com*",
	"oidc-configuration.codefresh.io*",
	"oidc.codefresh.io*",
	"oidc.eks.*",
	"oidc.fly.io*",
	"oidc.vercel.com*",
	"s3.*.amazonaws.com*",
	"token.actions.githubusercontent.com*",
	"vstoken.dev.azure.com/*",
	"www.amazon.com*",
}

// forPeople says whether people from an identity provider can take a role.
func forPeople(r *account.Role) bool {
	if strings.HasPrefix(r.Path.Value, "/aws-reserved/sso.amazonaws.com/") {
		return true // made by IAM Identity Center
	}
	if r.Trust == nil {
		return false
	}
	for i := range r.Trust.Statements {
		if s := &r.Trust.Statements[i]; s.Allows() && slices.ContainsFunc(s.Principal.Entries, func(p policy.Principal) bool { return admitsPeople(s, p) }) {
			return true
		}
	}
	return false
}

func admitsPeople(s *policy.Statement, p policy.Principal) bool {
	if p.Type != "Federated" {
		return false
	}
	if strings.Contains(p.Value.Text, ":saml-provider/") {
		return grants(s, "sts:assumerolewithsaml")
	}
	issuer := p.Value.Text
	if _, name, ok := strings.Cut(issuer, ":oidc-provider/"); ok {
		issuer = name
	}
	isWorkload := slices.ContainsFunc(workloadProviders, func(pattern string) bool { return policy.Match(pattern, strings.ToLower(issuer)) })
	return !isWorkload && grants(s, "sts:assumerolewithwebidentity")
}

// grants says whether an action, in lower case, is among those of a statement.
func grants(s *policy.Statement, action string) bool {
	return slices.ContainsFunc(s.Action.Values, func(v policy.Value) bool {
		pattern, ok := policy.ParseAction(v.Text)
		return ok && pattern.Matches(action)
	})
}
