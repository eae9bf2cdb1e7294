package user

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// TagsMissing reports users without the tags that the configuration requires.
var TagsMissing = rule.New(rule.Meta{
	ID:    "user-tags-missing",
	Area:  "user",
	Title: "A user lacks required tags",
	Text: `Tags say who answers for a user and what it is for, and policies can decide by them. A user without them is nobody's when its key leaks, and falls outside of every policy that looks at tags.

Keys are compared without regard to case, as IAM does for users; values are not judged. Without required-tags in the configuration the rule has nothing to say.`,
	Remediation: `Tag the user:
aws iam tag-user --user-name alice --tags Key=owner,Value=platform`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	References: []string{"fsbp:IAM.25"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AuthorizationDetailsProvider, rule.Config},
	Run:      tagsMissing,
})

func tagsMissing(pass *analysis.Pass) (any, error) {
	required := rule.SettingsOf(pass).RequiredTags
	users, err := listed(pass)
	if err != nil {
		return nil, err
	}
	for _, u := range users {
		missing := missingTags(u, required)
		if len(missing) == 0 {
			continue
		}
		noun := "tag"
		if len(missing) > 1 {
			noun = "tags"
		}
		rule.Report(pass, rule.Finding{
			At:      u.Named(),
			Subject: subject(u),
			Message: fmt.Sprintf("user %q lacks the required %s %s, so nothing tells who answers for it", u.Name.Value, noun, strings.Join(missing, ", ")),
			Content: "tags",
		})
	}
	return nil, nil
}

func missingTags(u *account.User, required []string) []string {
	var missing []string
	for _, key := range required {
		if !slices.ContainsFunc(u.Tags, func(t account.Tag) bool { return strings.EqualFold(t.Key.Value, key) }) {
			missing = append(missing, fmt.Sprintf("%q", key))
		}
	}
	return missing
}
