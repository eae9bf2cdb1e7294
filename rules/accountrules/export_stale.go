package accountrules

import (
	"fmt"
	"slices"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// ExportStale reports exports that are older than configured.
var ExportStale = rule.New(rule.Meta{
	ID:    "export-stale",
	Area:  "account",
	Title: "An export is old, so its findings describe the past",
	Text: `Keys, users and policies change daily. Findings in an old export may be mended, and what is new since then is missing, so that a clean result proves little.

When an export was made stands in the manifest or, for a credential report in its JSON wrapper, in GeneratedTime. It is compared with the day given by --as-of, else with the newest of the exports, which shows only that some are older than others. Of several exports of the same thing the newest counts; older ones are its history. Exports whose time nothing tells are passed over. One finding names all exports that are too old, the oldest first. The rule is not evaluated without two times to compare.`,
	Remediation: `Export again with iamlint export-commands, and lint soon after:
iamlint export-commands > export.sh
sh export.sh iamlint-export`,
	Severity:   rule.Info,
	Confidence: rule.HighConfidence,
	Since:      "0.1.0",
}, &analysis.Analyzer{
	Requires: []*analysis.Analyzer{account.Exports, account.ClockProvider, rule.Config},
	Run:      exportStale,
})

func exportStale(pass *analysis.Pass) (any, error) {
	a, clock := account.Of[account.Account](pass, account.Exports), account.Of[account.Clock](pass, account.ClockProvider)
	newest := newestExports(a.Files)
	switch {
	case len(newest) == 0:
		return nil, rule.NoInput("times of the exports (a manifest tells them)")
	case len(newest) == 1 && clock.Source != "--as-of":
		return nil, rule.NoInput("date of today (--as-of now)")
	}
	limit := rule.SettingsOf(pass).ExportMaxAge
	stale := slices.DeleteFunc(newest, func(f *account.File) bool { return clock.Days(f.Time) <= limit })
	if len(stale) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(stale, func(a, b *account.File) int { return a.Time.Compare(b.Time) })
	oldest := stale[0]
	what, whose := fmt.Sprintf("this %s export is", oldest.Kind), "its"
	if n := len(stale); n > 1 {
		what, whose = fmt.Sprintf("%d exports are old, the oldest", n), "their"
	}
	finding := rule.Finding{
		At:      oldest.Start(),
		Subject: subject(a),
		Message: fmt.Sprintf("%s of %s, %d days before %s, so %s findings describe the past", what, day(oldest.Time), clock.Days(oldest.Time), day(clock.Time), whose),
		Content: "stale",
	}
	for _, f := range stale[1:] {
		finding.Related = append(finding.Related, rule.Related{At: f.Start(), Message: "of " + day(f.Time)})
	}
	rule.Report(pass, finding)
	return nil, nil
}

// newestExports are the files whose time is known, without those that a newer
// export of the same thing replaces, in the order given.
func newestExports(files []*account.File) []*account.File {
	type thing struct {
		kind             account.Kind
		region, resource string
	}
	index := make(map[thing]int)
	var newest []*account.File
	for _, f := range files {
		if f.Time.IsZero() {
			continue
		}
		key := thing{f.Kind, f.Region, f.Resource}
		switch i, ok := index[key]; {
		case !ok:
			index[key] = len(newest)
			newest = append(newest, f)
		case f.Time.After(newest[i].Time):
			newest[i] = f
		}
	}
	return newest
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }
