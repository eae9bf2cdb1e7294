package docs_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/compliance"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/docs"
)

const coverage = "../../docs/coverage.md"

// TestDocsOfCoverage compares docs/coverage.md with the rules.
func TestDocsOfCoverage(t *testing.T) {
	want := docs.Coverage(rules.All())
	if *update {
		if err := os.WriteFile(coverage, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(coverage)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(got), string(want)); diff != "" {
		t.Errorf("docs/coverage.md is stale; run %s (-is +should be):\n%s", command, diff)
	}
}

// TestReferences holds that each check of others is covered by a rule or has a
// reason, and that rules refer to no other checks.
func TestReferences(t *testing.T) {
	covered := make(map[string]bool)
	for _, r := range rules.All() {
		for _, ref := range r.References {
			covered[ref] = true
		}
	}
	known := make(map[string]bool)
	for _, ref := range docs.References() {
		known[ref.ID] = true
		switch {
		case covered[ref.ID] && ref.Reason != "":
			t.Errorf("%s is covered, and its reason not to be is out of date", ref.ID)
		case !covered[ref.ID] && ref.Reason == "":
			t.Errorf("no rule covers %s", ref.ID)
		}
	}
	for ref := range covered {
		if !known[ref] {
			t.Errorf("a rule refers to %s, which references.tsv does not list", ref)
		}
	}
}

// TestFrameworks holds that each control of a framework has rules or a reason
// to have none, and that no reference is left out of its framework.
func TestFrameworks(t *testing.T) {
	of := make(map[string]bool)
	for _, r := range rules.All() {
		for _, ref := range r.References {
			of[ref] = true
		}
	}
	controls := make(map[string]bool)
	for _, f := range compliance.Frameworks() {
		for _, c := range f.Controls {
			id := f.ID + ":" + c.ID
			if controls[id] {
				t.Errorf("%s stands twice", id)
			}
			controls[id] = true
			if of[id] == (c.Manual != "") {
				t.Errorf("%s: has rules: %v, is manual: %q", id, of[id], c.Manual)
			}
			for _, also := range c.Also {
				if !isRule(also) {
					t.Errorf("%s: no rule %s", id, also)
				}
			}
		}
	}
	for _, ref := range docs.References() {
		source, _, _ := strings.Cut(ref.ID, ":")
		if _, err := compliance.Find(source); err == nil && !controls[ref.ID] && !strings.HasPrefix(ref.ID, "fsbp:") {
			t.Errorf("%s is no control of its framework", ref.ID)
		}
	}
}

func isRule(id string) bool {
	for _, r := range rules.All() {
		if r.ID == id {
			return true
		}
	}
	return false
}

// TestReadmeCounts holds that the table in the README is that of docs/coverage.md.
func TestReadmeCounts(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := regexp.MustCompile(`(?m)^\| [^|]+ \| \d+ \| \d+ \| \d+ \|$`)
	got := strings.Join(rows.FindAllString(string(readme), -1), "\n")
	want := strings.Join(rows.FindAllString(string(docs.Coverage(rules.All())), -1), "\n")
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("the table of coverage in README.md is stale (-should be +is):\n%s", diff)
	}
}
