package check_test

import (
	"testing"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/internal/accountgen"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
)

// TestGenerated runs all rules over an invented account of 670 principals, which
// has policies of every shape that the generator knows. None fails, and some find
// something.
func TestGenerated(t *testing.T) {
	options, err := accountgen.Preset("medium")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := accountgen.WriteDir(dir, options); err != nil {
		t.Fatal(err)
	}
	set := account.Load([]string{dir}, account.Options{})
	settings := rule.DefaultSettings()
	report := check.Run(set, check.Options{Rules: rules.All(), Settings: &settings, Inventory: true, Paths: true})
	for _, e := range report.Errors {
		t.Errorf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Message)
	}
	areas := make(map[string]int)
	for i := range report.Findings {
		areas[report.Findings[i].Rule.Area]++
	}
	for _, area := range []string{"mfa", "credential", "user", "policy", "trust", "privesc"} {
		if areas[area] == 0 {
			t.Errorf("nothing is found in the area %s", area)
		}
	}
	if report.Paths == nil || len(report.Paths.Ways) == 0 {
		t.Error("nobody can become administrator")
	}
}
