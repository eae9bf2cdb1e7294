package accountrules

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AnalyzerFindingsOpen reports findings of access analyzers that nobody has dealt with.
var AnalyzerFindingsOpen = rule.New(rule.Meta{
	ID:    "access-analyzer-findings-open",
	Area:  "account",
	Title: "An access analyzer has open findings",
	Text: `An open finding is a resource that AWS has proved to be usable from outside, or access that nobody uses, and about which nobody has decided. As long as intended sharing is not archived, new and dangerous sharing drowns in it.

There is one finding for each analyzer, at its first open finding. Findings that are archived or resolved do not count.`,
	Remediation: `Remove the access, or archive what is intended, at best with an archive rule:
aws accessanalyzer update-findings --analyzer-arn ARN --ids ID --status ARCHIVED`,
	Severity:   rule.Medium,
	Confidence: rule.HighConfidence,
	References: []string{"prowler:accessanalyzer_enabled_without_findings", "aisf:AISF-DATA-02"},
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.AnalyzerFindingsProvider},
	Run:      analyzerFindingsOpen,
})

func analyzerFindingsOpen(pass *analysis.Pass) (any, error) {
	open := make(map[string][]*account.AnalyzerFinding)
	var order []string
	for _, f := range account.Of[account.AnalyzerFindings](pass, account.AnalyzerFindingsProvider).List {
		if f.Status.Value != "ACTIVE" {
			continue
		}
		analyzer := f.Analyzer
		if analyzer == "" {
			analyzer = f.File.Path // one export is of one analyzer
		}
		if open[analyzer] == nil {
			order = append(order, analyzer)
		}
		open[analyzer] = append(open[analyzer], f)
	}
	for _, analyzer := range order {
		report(pass, open[analyzer])
	}
	return nil, nil
}

// report reports the open findings of one analyzer.
func report(pass *analysis.Pass, open []*account.AnalyzerFinding) {
	s, name := subject(account.Of[account.Account](pass, account.Exports)), "an access analyzer"
	if arn := open[0].Analyzer; arn != "" {
		s = rule.Subject{Type: "analyzer", ARN: arn, Name: arn[strings.LastIndexByte(arn, '/')+1:]}
		name = fmt.Sprintf("access analyzer %q", s.Name)
	}
	message := fmt.Sprintf("%s has an open finding about %q, which nobody has dealt with", name, about(open[0]).Value)
	if n := len(open); n > 1 {
		message = fmt.Sprintf("%s has %d open findings, the first about %q, which nobody has dealt with", name, n, about(open[0]).Value)
	}
	var others []rule.Related
	for _, f := range open[1:] {
		others = append(others, rule.Related{At: f.File.At(about(f).Span), Message: "another open finding"})
	}
	rule.Report(pass, rule.Finding{
		At:      open[0].File.At(about(open[0]).Span),
		Subject: s,
		Message: message,
		Content: "open findings",
		Related: atMost(others),
	})
}

// about is the resource of a finding, or its id where the export has no resource.
func about(f *account.AnalyzerFinding) account.Text {
	if f.Resource.Present() {
		return f.Resource
	}
	return f.ID
}
