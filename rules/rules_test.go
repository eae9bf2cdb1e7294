package rules_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
	"github.com/iamlint/iamlint/rules/ruletest"
)

func TestValid(t *testing.T) {
	if err := lint.Validate(rules.All()); err != nil {
		t.Fatal(err)
	}
}

var (
	id      = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	release = regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	areas   = []string{"root", "mfa", "user", "group", "policy", "trust", "role", "resource", "ai", "org", "credential", "password", "account", "syntax", "configuration", "privesc"}

	references = regexp.MustCompile(`^(` + strings.Join([]string{
		`cis-\d+\.\d+:\d+(\.\d+)+`,
		`fsbp:[A-Za-z0-9]+\.\d+`,
		`prowler:[a-z0-9_]+`,
		`aisf:AISF-[A-Z]+-\d{2}`,
		`aa:(ERROR|WARNING|SECURITY_WARNING|SUGGESTION)/[A-Z0-9_]+`,
		`parliament:[A-Z_]+`,
		`cloudsplaining:[A-Za-z]+`,
		`pmapper:[a-z_]+`,
		`pathfinding:[a-z0-9]+-\d{3}`,
		`extra:x-[a-z-]+`,
	}, "|") + `)$`)
)

func TestMeta(t *testing.T) {
	var ids []string
	for _, r := range rules.All() {
		ids = append(ids, r.ID)
	}
	for i, r := range rules.All() {
		t.Run(r.ID, func(t *testing.T) {
			if !id.MatchString(r.ID) || slices.Contains(ids[:i], r.ID) {
				t.Errorf("the id is not in kebab-case, or of another rule")
			}
			if !slices.Contains(areas, r.Area) {
				t.Errorf("unknown area %q", r.Area)
			}
			for name, text := range map[string]string{"Title": r.Title, "Text": r.Text, "Remediation": r.Remediation} {
				if strings.TrimSpace(text) != text || text == "" {
					t.Errorf("%s is empty or has white space around it: %q", name, text)
				}
			}
			// GitHub cuts descriptions off.
			if utf8.RuneCountInString(r.Title) > 1024 || strings.HasSuffix(r.Title, ".") || strings.Contains(r.Title, "\n") {
				t.Errorf("the title is not one line of at most 1024 characters without a final period: %q", r.Title)
			}
			if !release.MatchString(r.Since) {
				t.Errorf("Since is %q, want a release", r.Since)
			}
			if r.Severity > rule.Critical || r.Confidence > rule.HighConfidence || r.Persona > rule.Auditor {
				t.Errorf("severity %d, confidence %d or persona %d does not exist", r.Severity, r.Confidence, r.Persona)
			}
			if r.Persona == rule.Auditor && r.Severity > rule.Medium {
				t.Errorf("severity %s, but only auditors hear of it", r.Severity)
			}
			if r.Severity == rule.Critical && r.Confidence == rule.LowConfidence {
				t.Error("critical, but a guess")
			}
			for k, reference := range r.References {
				if !references.MatchString(reference) || slices.Contains(r.References[:k], reference) {
					t.Errorf("the reference %q stands twice or is not well-formed", reference)
				}
			}
			for _, graver := range r.SubsumedBy {
				k := slices.Index(ids, graver)
				if k < 0 || graver == r.ID {
					t.Errorf("subsumed by %q, which is not another rule", graver)
				} else if rules.All()[k].Severity < r.Severity {
					t.Errorf("subsumed by %s, which is less grave", graver)
				}
			}
		})
	}
}

// TestCases holds that every rule has cases, a near-miss among them, and that no
// cases are left of a rule.
func TestCases(t *testing.T) {
	const dir = "../testdata/rules"
	for _, r := range rules.All() {
		for _, sort := range []string{"bad", "good"} {
			files, err := filepath.Glob(filepath.Join(dir, r.ID, sort+"-*.txtar"))
			if err != nil || len(files) == 0 {
				t.Errorf("rule %s has no %s case (%v)", r.ID, sort, err)
			}
		}
	}
	for _, r := range rules.All() {
		near := 0
		files, err := filepath.Glob(filepath.Join(dir, r.ID, "bad-*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			misses, err := ruletest.TakeNearMisses(archive)
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			for _, m := range misses {
				if strings.HasSuffix(m.Reason, ".") || strings.TrimSpace(m.Reason) == "" {
					t.Errorf("%s: the reason %q is not a clause without a final period", file, m.Reason)
				}
				near++
			}
		}
		if near == 0 {
			t.Errorf("rule %s has no near-miss: no bad case says with which change the rule is silent", r.ID)
		}
	}
	folders, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		name := filepath.Base(folder)
		if !slices.ContainsFunc(rules.All(), func(r *rule.Rule) bool { return r.ID == name }) {
			t.Errorf("%s holds cases of no rule", folder)
		}
	}
}
