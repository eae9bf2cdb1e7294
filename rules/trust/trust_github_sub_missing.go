package trust

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules/rule"
)

// GitHubSubMissing reports where a GitHub Actions trust does not say which repository may take the role.
var GitHubSubMissing = rule.New(rule.Meta{
	ID:    "trust-github-sub-missing",
	Area:  "trust",
	Title: "A GitHub Actions trust does not say which repository may take the role",
	Text: `Every repository on GitHub, of whomever, can ask for a token of this provider. Without a condition on the subject, or on another claim that names the repository or its owner, and with one such as repo:* or repo:ORG*, which fits owners that anybody can register, a stranger's workflow takes the role: the name of the role and the account id are no secrets.

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
		if p.host != github || p.limited(t, "repository", "repository_id", "repository_owner", "repository_owner_id", "job_workflow_ref", "enterprise_id") {
			continue
		}
		if p.limited(t, "sub") {
			if v, ok := fitsStrangers(t.LimitsOf(p.claim("sub"))); ok {
				found = append(found, complaint{at: v.Span, message: fmt.Sprintf("can be taken by a workflow of a stranger, who only has to own a repository that fits %q", v.Text)})
			}
			continue
		}
		found = append(found, complaint{at: p.Value.Span, message: fmt.Sprintf("can be taken by a workflow of any repository on GitHub, because no condition limits %s", p.claim("sub"))})
	}
	return found
}

// fitsStrangers finds the first pattern of limits of a subject, all of which a
// stranger's repository can fit.
func fitsStrangers(limits []policy.Limit) (first policy.Value, ok bool) {
	for i, l := range limits {
		values := attainable(l)
		at := slices.IndexFunc(values, func(v policy.Value) bool { return ownedByAnyone(v.Text) })
		if at < 0 {
			return policy.Value{}, false
		}
		if i == 0 {
			first = values[at]
		}
	}
	return first, len(limits) > 0
}

// ownedByAnyone says whether a pattern of a GitHub subject fits repositories of
// owners whose names are still to be had.
func ownedByAnyone(pattern string) bool {
	rest, ok := strings.CutPrefix(pattern, "repo:")
	if !ok {
		start := literal(pattern)
		return len(start) < len("repo:") && strings.HasPrefix("repo:", start) //nolint:gocritic // the wildcard covers the rest of repo:
	}
	owner, _, _ := strings.Cut(rest, "/")
	return hasWildcard(owner)
}
