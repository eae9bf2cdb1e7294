package trust

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// GitHubSubBroad reports where the subject of a GitHub trust covers more than one repository and branch.
var GitHubSubBroad = rule.New(rule.Meta{
	ID:    "trust-github-sub-broad",
	Area:  "trust",
	Title: "The subject of a GitHub trust covers more than one repository and branch",
	Text: `repo:ORG/* lets every repository of the organization take the role, also one that anybody in it may create; repo:ORG/app-* lets new ones with that prefix. repo:ORG/REPO:* lets every branch, tag and pull request, so whoever can push a branch, without review, has the role.

The rule is silent about the repository where another claim pins it (repository, repository_id, job_workflow_ref), and about branches where a claim pins those (environment, ref, job_workflow_ref, workflow).`,
	Remediation: `Write one repository with its branch or environment:
"StringEquals": {"token.actions.githubusercontent.com:sub": "repo:ORG/REPO:environment:production"}`,
	Severity:   rule.High,
	Confidence: rule.HighConfidence,
	References: []string{"aa:WARNING/SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED"},
	SubsumedBy: []string{"trust-github-sub-missing"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(gitHubSubBroad),
})

func gitHubSubBroad(_ *analysis.Pass, t trusting) []complaint {
	var found []complaint
	for _, p := range t.oidc() {
		if !p.isGitHub() {
			continue
		}
		repository := p.limited(t, "repository", "repository_id", "job_workflow_ref")
		branch := p.limited(t, "environment", "ref", "job_workflow_ref", "workflow")
		for _, l := range t.LimitsOf(p.claim("sub")) {
			for _, v := range attainable(l) {
				if what := broadSubject(v.Text, repository, branch); what != "" {
					found = append(found, complaint{at: v.Span, message: what})
				}
			}
		}
	}
	return found
}

// broadSubject says what a pattern of a GitHub subject covers beyond one
// repository and one branch or environment, as far as no other claim pins that.
func broadSubject(pattern string, repositoryPinned, branchPinned bool) string {
	rest, ok := strings.CutPrefix(pattern, "repo:")
	anyone := ownedByAnyone(pattern)
	if !ok && !anyone {
		return "" // a subject of the organization's own making
	}
	repository, context, _ := strings.Cut(rest, ":")
	if anyone || hasWildcard(repository) {
		if repositoryPinned {
			return ""
		}
		return fmt.Sprintf("can be taken by workflows of every repository that fits %q, also those that are made tomorrow", pattern)
	}
	if branchPinned {
		return ""
	}
	switch literal(context) {
	case context:
		return ""
	case "", "ref:", "ref:refs/":
		return fmt.Sprintf("can be taken from every branch, tag and pull request that fits %q, so whoever can push to one has the role", pattern)
	case "ref:refs/heads/":
		return fmt.Sprintf("can be taken from every branch that fits %q, so whoever can push to one has the role", pattern)
	}
	return ""
}
