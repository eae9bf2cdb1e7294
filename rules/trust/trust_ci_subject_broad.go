package trust

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// CISubjectBroad reports where a trust for a CI service does not pin the organization and project.
var CISubjectBroad = rule.New(rule.Meta{
	ID:    "trust-ci-subject-broad",
	Area:  "trust",
	Title: "A trust for a CI service does not pin the organization and project",
	Text: `GitLab, Terraform Cloud, CircleCI, Bitbucket and Buildkite give tokens to all their customers. The subject tells whose pipeline runs; where its organization or project is left open, a pipeline of somebody else, or any project of the own organization, takes the role.

The rule knows the forms of the subjects of gitlab.com, app.terraform.io, oidc.circleci.com, api.bitbucket.org and agent.buildkite.com. It is silent about the parts behind the project (branch, run phase, job) and where no claim is limited at all, which trust-oidc-condition-missing reports.`,
	Remediation: `Write organization and project out, for example "project_path:GROUP/PROJECT:ref_type:branch:ref:main" for GitLab.`,
	Severity:    rule.High,
	Confidence:  rule.HighConfidence,
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.DocumentsProvider},
	Run:      statements(ciSubjectBroad),
})

// ciIssuers are CI services with the parts of their subjects that have to be
// written out, as the words before them.
var ciIssuers = map[string][]string{
	"gitlab.com":          {"project_path:"},
	"app.terraform.io":    {"organization:", ":project:", ":workspace:"},
	"agent.buildkite.com": {"organization:", ":pipeline:"},
	"oidc.circleci.com":   {"org/", "/project/"},
	"api.bitbucket.org":   {""},
}

func ciSubjectBroad(_ *analysis.Pass, t trusting) []complaint {
	var found []complaint
	for _, p := range t.oidc() {
		issuer, _, _ := strings.Cut(p.host, "/")
		parts, ok := ciIssuers[issuer]
		if !ok || len(t.LimitsOf(p.host+":")) == 0 || p.limited(t, "project_id", "terraform_workspace_id") {
			continue
		}
		subjects := t.LimitsOf(p.claim("sub"))
		if len(subjects) == 0 {
			found = append(found, complaint{at: p.Value.Span, message: fmt.Sprintf("can be taken by every pipeline of %s, because no condition limits %s", issuer, p.claim("sub"))})
		}
		for _, l := range subjects {
			for _, v := range attainable(l) {
				if !pinned(v.Text, parts) {
					found = append(found, complaint{at: v.Span, message: fmt.Sprintf("can be taken by every pipeline of %s that fits %q", issuer, v.Text)})
				}
			}
		}
	}
	return found
}

// pinned says whether a pattern writes out what follows each of some words, up
// to the next colon or, for paths, slash.
func pinned(pattern string, words []string) bool {
	for _, word := range words {
		_, rest, ok := strings.Cut(pattern, word)
		if !ok {
			return false
		}
		value, _, _ := strings.Cut(rest, ":")
		if strings.HasSuffix(word, "/") {
			value, _, _ = strings.Cut(rest, "/")
		}
		if value == "" || hasWildcard(value) {
			return false
		}
	}
	return true
}
