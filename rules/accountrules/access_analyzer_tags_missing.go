package accountrules

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AnalyzerTagsMissing reports analyzers without the tags that the configuration requires.
var AnalyzerTagsMissing = rule.New(rule.Meta{
	ID:    "access-analyzer-tags-missing",
	Area:  "account",
	Title: "An access analyzer lacks required tags",
	Text: `Tags say whose an analyzer is and let policies decide who may delete it. One without the tags that you require falls outside of both.

Keys are compared exactly, values not at all. Without required-tags in the configuration the rule has nothing to say.`,
	Remediation: `Tag the analyzer:
aws accessanalyzer tag-resource --resource-arn ARN --tags owner=security`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Persona:    rule.Auditor,
	References: []string{"fsbp:IAM.23"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.AnalyzersProvider, rule.Config},
	Run:      analyzerTagsMissing,
})

func analyzerTagsMissing(pass *analysis.Pass) (any, error) {
	required := rule.SettingsOf(pass).RequiredTags
	for _, a := range account.Of[account.Analyzers](pass, account.AnalyzersProvider).List {
		var missing []string
		for _, key := range required {
			if !slices.ContainsFunc(a.Tags, func(t account.Tag) bool { return t.Key.Value == key }) {
				missing = append(missing, key)
			}
		}
		if len(missing) == 0 {
			continue
		}
		rule.Report(pass, rule.Finding{
			At:      a.File.At(a.Name.Span),
			Subject: rule.Subject{Type: "analyzer", ARN: a.ARN.Value, Name: a.Name.Value},
			Message: fmt.Sprintf("access analyzer %q in %s lacks the required tags %s, so policies by tag do not protect it", a.Name.Value, a.Region, strings.Join(missing, ", ")),
			Content: "tags",
		})
	}
	return nil, nil
}
