package role

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// TagsMissing reports where a role lacks required tags.
var TagsMissing = rule.New(rule.Meta{
	ID:    "role-tags-missing",
	Area:  "role",
	Title: "A role lacks required tags",
	Text: `Tags tell who answers for a role and what it is for. Without them nobody knows whom to ask when it behaves oddly.

The rule asks for the tags that the configuration lists under required-tags, without regard to case, and says nothing when it lists none. It is silent about roles that AWS makes.`,
	Remediation: "Tag it: aws iam tag-role --role-name deploy --tags Key=owner,Value=platform",
	Severity:    rule.Info,
	Confidence:  rule.HighConfidence,
	Persona:     rule.Auditor,
	References:  []string{"fsbp:IAM.24"},
	Since:       "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, rule.Config},
	Run:      tagsMissing,
})

func tagsMissing(pass *analysis.Pass) (any, error) {
	required := rule.SettingsOf(pass).RequiredTags
	roles, err := listed(pass)
	if err != nil {
		return nil, err
	}
	for _, r := range roles {
		var missing []string
		for _, key := range required {
			if !slices.ContainsFunc(r.Tags, func(t account.Tag) bool { return strings.EqualFold(t.Key.Value, key) }) {
				missing = append(missing, fmt.Sprintf("%q", key))
			}
		}
		if len(missing) == 0 {
			continue
		}
		noun := "tag"
		if len(missing) > 1 {
			noun = "tags"
		}
		rule.Report(pass, rule.Finding{
			At:      r.Named(),
			Subject: subject(r),
			Message: fmt.Sprintf("role %q lacks the required %s %s, so nothing tells who answers for it", r.Name.Value, noun, strings.Join(missing, ", ")),
			Content: "tags",
		})
	}
	return nil, nil
}
