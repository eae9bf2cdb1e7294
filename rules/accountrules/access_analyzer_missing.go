package accountrules

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// AnalyzerMissing reports regions in which no external-access analyzer is active.
var AnalyzerMissing = rule.New(rule.Meta{
	ID:    "access-analyzer-missing",
	Area:  "account",
	Title: "IAM Access Analyzer does not watch every region for external access",
	Text: `An external-access analyzer reports buckets, keys, roles, queues and secrets that somebody outside the account or organization can use. It sees one region only, so that a region without one can share data unnoticed. Analyzers of unused or internal access do not do this work.

The rule names all regions of the exports in which no analyzer of the type ACCOUNT or ORGANIZATION is active. The list of enabled regions shows which ones there are: regions that are not enabled count for nothing, and as long as the analyzers of an enabled region were not exported, the rule is not evaluated instead of passed. Without that list it speaks of the exported regions only. In a member account the organization's analyzer, which stands in another account, cannot be seen.`,
	Remediation: `Create an analyzer in each region, for the organization where there is one:
aws accessanalyzer create-analyzer --analyzer-name external-access --type ACCOUNT --region eu-west-1`,
	Severity:   rule.Medium,
	Confidence: rule.MediumConfidence,
	References: []string{
		"cis-1.4:1.20", "cis-1.5:1.20", "cis-2.0:1.20", "cis-3.0:1.20", "cis-4.0:1.20", "cis-5.0:1.19",
		"cis-6.0:2.19", "cis-7.0:2.18", "fsbp:IAM.28", "prowler:accessanalyzer_enabled",
		"aisf:AISF-DATA-02",
	},
	Since: "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.AnalyzersProvider},
	Run:      analyzerMissing,
})

func analyzerMissing(pass *analysis.Pass) (any, error) {
	analyzers := account.Of[account.Analyzers](pass, account.AnalyzersProvider)
	regions := slices.Sorted(maps.Keys(analyzers.Regions))
	if analyzers.Enabled != nil {
		regions = nil
		for _, region := range analyzers.Enabled {
			regions = append(regions, region.Value)
		}
		slices.Sort(regions)
	}
	active := make(map[string]bool)
	inactive := make(map[string]*account.Analyzer)
	for _, a := range analyzers.List {
		switch {
		case a.External() && a.Status.Value == "ACTIVE":
			active[a.Region] = true
		case a.External():
			inactive[a.Region] = a
		}
	}
	var missing, unknown []string
	var places []account.Place
	var related []rule.Related
	for _, region := range regions {
		place, exported := analyzers.Regions[region]
		switch {
		case active[region]:
		case exported:
			missing, places = append(missing, region), append(places, place)
			if a := inactive[region]; a != nil {
				related = append(related, rule.Related{At: a.File.At(a.Status.Span), Message: fmt.Sprintf("analyzer %q is %s", a.Name.Value, a.Status.Value)})
			}
		default:
			unknown = append(unknown, region)
		}
	}
	if len(analyzers.Unplaced) > 0 {
		missing, places = append(missing, "a region that its export does not name"), append(places, analyzers.Unplaced...)
	}
	switch {
	case len(missing) == 0 && len(unknown) > 0:
		return nil, rule.NoInput("list of access analyzers in " + strings.Join(unknown, ", "))
	case len(missing) == 0:
		return nil, nil
	}
	message := fmt.Sprintf("no external-access analyzer is active in %s, so sharing with strangers goes unnoticed there", strings.Join(missing, ", "))
	if analyzers.Enabled == nil {
		message += " (the list of enabled regions was not exported, others may lack one too)"
	} else if len(unknown) > 0 {
		message += fmt.Sprintf(" (the analyzers of %s were not exported)", strings.Join(unknown, ", "))
	}
	rule.Report(pass, rule.Finding{
		At:      places[0],
		Subject: subject(account.Of[account.Account](pass, account.Exports)),
		Message: message,
		Content: "external access",
		Related: related,
	})
	return nil, nil
}
