package check_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/internal/seeds"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/report"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
)

// FuzzCheck lints any text as an export, with every rule and every report:
// nothing fails but with a place, and every finding points into the text.
func FuzzCheck(f *testing.F) {
	seeds.Add(f, nil)
	settings := rule.DefaultSettings()
	f.Fuzz(func(t *testing.T, text []byte) {
		set := account.Load([]string{"-"}, account.Options{Stdin: text})
		result := check.Run(set, check.Options{Rules: rules.All(), Settings: &settings})
		if len(result.Errors) > len(set.Errors) {
			t.Fatalf("a rule failed: %+v", result.Errors)
		}
		for _, e := range result.Errors {
			if e.Path != "-" || e.Line < 1 || e.Column < 1 || e.Message == "" {
				t.Errorf("an error without its place: %+v", e)
			}
		}
		if len(set.Accounts) == 0 && len(set.Errors) == 0 {
			t.Error("neither linted nor refused")
		}
		for i := range result.Findings {
			inside(t, &result.Findings[i])
		}
		for _, format := range report.Formats() {
			var out bytes.Buffer
			if err := report.Write(&out, format, result, report.Options{}); err != nil {
				t.Errorf("%s: %v", format, err)
			}
			if (format == "json" || format == "sarif") && !json.Valid(out.Bytes()) {
				t.Errorf("%s is not JSON: %s", format, out.Bytes())
			}
		}
	})
}

func inside(t *testing.T, f *lint.Finding) {
	t.Helper()
	ranges := []lint.Range{f.Range}
	for _, related := range f.Related {
		ranges = append(ranges, related.Range)
	}
	for _, r := range ranges {
		if r.Source == nil || r.Start < 0 || r.Start > r.End || r.End > len(r.Source.Text) {
			t.Errorf("%s: %s points at %d to %d", f.Rule.ID, f.Message, r.Start, r.End)
		}
	}
	if len(f.Fingerprint) != 32 {
		t.Errorf("%s: the fingerprint is %q", f.Rule.ID, f.Fingerprint)
	}
}
