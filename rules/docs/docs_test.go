package docs_test

import (
	"cmp"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/lint/config"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/docs"
	"github.com/iamlint/iamlint/rules/rule"
	"github.com/iamlint/iamlint/rules/ruletest"
)

var update = flag.Bool("update", false, "write docs/rules anew")

const (
	pages   = "../../docs/rules"
	cases   = "../../testdata/rules"
	command = "go generate ./rules/docs"
)

// TestDocs compares docs/rules with the rules.
func TestDocs(t *testing.T) {
	want := map[string][]byte{"README.md": docs.Index(rules.All())}
	for _, r := range rules.All() {
		want[r.ID+".md"] = docs.Page(r, example(t, r, "bad"), example(t, r, "good"), nearMisses(t, r))
	}
	if *update {
		write(t, want)
	}
	entries, err := os.ReadDir(pages)
	if err != nil {
		t.Fatalf("%v (%s writes the pages)", err, command)
	}
	for _, e := range entries {
		if want[e.Name()] == nil {
			t.Errorf("docs/rules/%s belongs to no rule; run %s", e.Name(), command)
		}
	}
	for name, page := range want {
		got, err := os.ReadFile(filepath.Join(pages, name))
		if err != nil {
			t.Errorf("docs/rules/%s is missing; run %s", name, command)
			continue
		}
		if diff := gocmp.Diff(string(got), string(page)); diff != "" {
			t.Errorf("docs/rules/%s is stale; run %s (-is +should be):\n%s", name, command, diff)
		}
	}
}

func write(t *testing.T, want map[string][]byte) {
	t.Helper()
	if err := os.RemoveAll(pages); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(pages, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, page := range want {
		if err := os.WriteFile(filepath.Join(pages, name), page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

var wantComment = regexp.MustCompile(`(?m)[ \t]*(?://|#) want .*$`)

// example reads the first case of a rule of one sort ("bad" or "good") and
// lints it. Cases about missing exports show nothing, and those with a
// configuration come after those without.
func example(t *testing.T, r *rule.Rule, sort string) docs.Example {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(cases, r.ID, sort+"-*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var first, configured *txtar.Archive
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		switch {
		case err != nil:
			t.Fatal(err)
		case strings.Contains(string(archive.Comment), "not evaluated:"):
		case slices.ContainsFunc(archive.Files, isConfiguration):
			configured = cmp.Or(configured, archive)
		default:
			first = cmp.Or(first, archive)
		}
	}
	archive := cmp.Or(first, configured)
	if archive == nil {
		t.Fatalf("rule %s has no %s case to show", r.ID, sort)
	}
	var e docs.Example
	var asOf time.Time
	for line := range strings.Lines(string(archive.Comment)) {
		if date, ok := strings.CutPrefix(strings.TrimSpace(line), "as-of: "); ok {
			if asOf, err = time.Parse(time.DateOnly, date); err != nil {
				t.Fatalf("rule %s: %v", r.ID, err)
			}
			line = "The exports are of " + date + ".\n"
		}
		e.Comment += line
	}
	e.Comment = strings.TrimSpace(e.Comment)
	if _, err := ruletest.TakeNearMisses(archive); err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		e.Files = append(e.Files, docs.File{Name: f.Name, Text: wantComment.ReplaceAll(f.Data, nil)})
	}
	e.Findings = lintExample(t, r, e.Files, asOf)
	if (sort == "bad") != (len(e.Findings) > 0) {
		t.Errorf("rule %s: the first %s case has %d findings", r.ID, sort, len(e.Findings))
	}
	return e
}

// nearMisses are those of all bad cases of a rule.
func nearMisses(t *testing.T, r *rule.Rule) []docs.NearMiss {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(cases, r.ID, "bad-*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	var all []docs.NearMiss
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		misses, err := ruletest.TakeNearMisses(archive)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, m := range misses {
			near := docs.NearMiss{Reason: m.Reason}
			for _, c := range m.Changes {
				near.Diff = append(near.Diff, signed("-", c.Old)...)
				near.Diff = append(near.Diff, signed("+", c.New)...)
			}
			all = append(all, near)
		}
	}
	return all
}

// signed are the lines of a text behind a sign, without the margin that they
// have in common.
func signed(sign, text string) []string {
	if text == "" {
		return nil
	}
	lines := strings.Split(text, "\n")
	margin := len(text)
	for _, line := range lines {
		margin = min(margin, len(line)-len(strings.TrimLeft(line, " ")))
	}
	for i, line := range lines {
		lines[i] = sign + " " + line[margin:]
	}
	return lines
}

func isConfiguration(f txtar.File) bool { return f.Name == ".iamlint.yaml" }

func lintExample(t *testing.T, r *rule.Rule, files []docs.File, asOf time.Time) []docs.Finding {
	t.Helper()
	dir := t.TempDir()
	configuration := config.Default()
	for _, f := range files {
		if f.Name == ".iamlint.yaml" {
			c, err := config.Parse(f.Name, f.Text, nil)
			if err != nil {
				t.Fatal(err)
			}
			configuration = c
			continue
		}
		path := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	options := check.Options{Rules: []*rule.Rule{r}, Settings: &configuration.Settings, Suppressions: configuration.Suppressions}
	if r.Area == "configuration" {
		options.Rules = rules.All() // such a rule speaks of what the others find
	}
	report := check.Run(account.Load([]string{dir}, account.Options{AsOf: asOf}), options)
	if len(report.Errors) > 0 {
		t.Fatalf("rule %s: %+v", r.ID, report.Errors)
	}
	prefix := filepath.ToSlash(dir) + "/"
	var findings []docs.Finding
	for _, f := range report.Findings {
		if f.Rule != r {
			continue
		}
		findings = append(findings, docs.Finding{
			File:    strings.TrimPrefix(f.Range.Source.Path, prefix),
			Line:    1 + strings.Count(string(f.Range.Source.Text[:f.Range.Start]), "\n"),
			Message: strings.ReplaceAll(f.Message, prefix, ""),
		})
	}
	return findings
}

// TestConfigurationKeys holds that the pages name the configuration that rules
// read, and keys that the configuration has.
func TestConfigurationKeys(t *testing.T) {
	var schema struct {
		Properties map[string]struct {
			Properties map[string]any
		}
	}
	if err := json.Unmarshal(config.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	known := make(map[string]bool)
	for name, property := range schema.Properties {
		known[name] = true
		for sub := range property.Properties {
			known[name+"."+sub] = true
		}
	}
	configured := make(map[string]bool)
	for _, r := range rules.All() {
		reads := slices.Contains(r.Requires, rule.Config)
		keys := docs.ConfigurationKeys(r.ID)
		if reads != (len(keys) > 0) {
			t.Errorf("rule %s reads the configuration: %v, but its page names %d keys", r.ID, reads, len(keys))
		}
		for _, key := range keys {
			if !known[key] {
				t.Errorf("rule %s: there is no key %s in the configuration", r.ID, key)
			}
			configured[key] = true
		}
	}
	// Thresholds of rules that are still to be written.
	awaited := []string{"administrators"}
	for name := range schema.Properties["thresholds"].Properties {
		if !configured["thresholds."+name] && !slices.Contains(awaited, name) {
			t.Errorf("no page names the threshold %s", name)
		}
	}
}
