package trust

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// GitHubSubMissing reports where a GitHub Actions trust does not say which repository may take the role.
var GitHubSubMissing = rule.New(rule.Meta{
	ID:    "trust-github-sub-missing",
	Area:  "trust",
	Title: "A GitHub Actions trust does not say which repository may take the role",
	Text: `Every repository on GitHub, of whomever, can ask for a token of this provider. Without a condition on the subject, or on another claim that names the repository or its owner, a stranger's workflow takes the role: the name of the role and the account id are no secrets.

The rule is silent where sub, repository, repository_id, repository_owner, repository_owner_id, job_workflow_ref or enterprise_id can only have certain values, and where the issuer belongs to one enterprise.`,
	Remediation: `Name the repository and the branch or environment:
"StringEquals": {"token.actions.githubusercontent.com:sub": "repo:ORG/REPO:ref:refs/heads/main"}`,
	Severity:   rule.Critical,
	Confidence: rule.HighConfidence,
	References: []string{"aa:SECURITY_WARNING/MISSING_GITHUB_REPO_CONDITION_KEY"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(gitHubSubMissing),
})

func gitHubSubMissing(_ *analysis.Pass, t trusting) []complaint {
	var found []complaint
	for _, p := range t.oidc() {
		if p.host != github || p.limited(t, "sub", "repository", "repository_id", "repository_owner", "repository_owner_id", "job_workflow_ref", "enterprise_id") {
			continue
		}
		found = append(found, complaint{at: p.Value.Span, message: fmt.Sprintf("can be taken by a workflow of any repository on GitHub, because no condition limits %s", p.claim("sub"))})
	}
	return found
}
