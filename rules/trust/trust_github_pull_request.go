package trust

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// GitHubPullRequest reports where a GitHub trust admits pull requests.
var GitHubPullRequest = rule.New(rule.Meta{
	ID:    "trust-github-pull-request",
	Area:  "trust",
	Title: "A GitHub trust admits pull requests",
	Text: `A workflow that runs for a pull request runs code that nobody has reviewed. Where the subject repo:ORG/REPO:pull_request may take the role, whoever opens a pull request from a branch of the repository has its permissions.

The rule is silent where trust-github-sub-broad reports the same statement, and where the claims environment or job_workflow_ref pin what runs.`,
	Remediation: "Give pull requests a role of their own that can only read, and admit branches or environments to this one.",
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	SubsumedBy:  []string{"trust-github-sub-broad"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(gitHubPullRequest),
})

func gitHubPullRequest(_ *analysis.Pass, t trusting) []complaint {
	var found []complaint
	for _, p := range t.oidc() {
		if !p.isGitHub() || p.limited(t, "environment", "job_workflow_ref") {
			continue
		}
		for _, l := range t.LimitsOf(p.claim("sub")) {
			for _, v := range attainable(l) {
				repository, _, ok := strings.Cut(strings.TrimPrefix(v.Text, "repo:"), ":")
				if ok && policy.Match(v.Text, "repo:"+repository+":pull_request") {
					found = append(found, complaint{at: v.Span, message: fmt.Sprintf("can be taken by workflows that run for pull requests, because its trust admits %q", v.Text)})
				}
			}
		}
	}
	return found
}
