// Package ruletest runs a rule over cases that are data: txtar archives of
// exports in which comments say what the rule must find.
//
// A line that ends in
//
//	// want "regexp"
//	// want "regexp" at "source text"
//
// (JSON) or the same behind "#" (CSV) expects one finding whose place begins in
// that line, whose message matches, and which marks exactly the source text.
// The comments are cut off before the rule sees the file. Several expectations
// on one line stand behind one another. The comment of the archive may hold
//
//	as-of: 2026-01-31
//	not evaluated: credential report
//
// and a file named .iamlint.yaml holds settings. Each archive is one folder of
// exports. An archive named good-*.txtar expects nothing, bad-*.txtar something.
//
// The last file of a bad case may be named "silent". It lists near-misses: why
// the rule stays silent, and the one change to the case that is that reason.
//
//	a Deny takes the action back
//	- "Resource": "*"}]
//	+ "Resource": "*"}, {"Effect": "Deny", "Action": "iam:PassRole", "Resource": "*"}]
//
// What stands behind "-" occurs once in the case. With the change the rule is
// evaluated and finds less than before.
package ruletest

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/lint/config"
	"github.com/iamlint/iamlint/rules/rule"
)

// Run tests one rule with all archives of dir/<rule id>/. Other rules that it
// has to do with run too, but what they find is no matter.
func Run(t *testing.T, r *rule.Rule, dir string, others ...*rule.Rule) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, r.ID, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	bad, good := 0, 0
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		switch {
		case strings.HasPrefix(name, "bad-"):
			bad++
		case strings.HasPrefix(name, "good-"):
			good++
		default:
			t.Errorf("%s: the name of a case begins with bad- or good-", file)
		}
		t.Run(name, func(t *testing.T) { runCase(t, file, append([]*rule.Rule{r}, others...)) })
	}
	if bad == 0 || good == 0 {
		t.Errorf("rule %s has %d bad and %d good cases in %s, needs at least one of each", r.ID, bad, good, dir)
	}

}

// runCase runs rules over a case that is about the first of them, and over its
// near-misses.
func runCase(t *testing.T, path string, rules []*rule.Rule) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	misses, err := TakeNearMisses(archive)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	c, err := read(archive)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	dir := t.TempDir()
	report, err := c.lint(dir, rules)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range report.Errors {
		t.Errorf("%s:%d:%d: error: %s", e.Path, e.Line, e.Column, e.Message)
	}
	if got, want := needs(report, rules[0]), c.notEvaluated; got != want {
		t.Errorf("not evaluated: got %q, want %q", got, want)
	}
	for _, f := range report.Findings {
		if f.Rule != rules[0] {
			continue
		}
		line := 1 + strings.Count(string(f.Range.Source.Text[:f.Range.Start]), "\n")
		at := string(f.Range.Source.Text[f.Range.Start:f.Range.End])
		name := strings.TrimPrefix(f.Range.Source.Path, filepath.ToSlash(dir)+"/")
		if !c.meet(name, line, f.Message, at) {
			t.Errorf("%s:%d: unexpected finding at %q: %s", name, line, at, f.Message)
		}
	}
	for _, w := range c.wants {
		if !w.met {
			t.Errorf("%s:%d: no finding matches %q at %q", w.file, w.line, w.message, w.at)
		}
	}
	if strings.HasPrefix(filepath.Base(path), "bad-") != (len(c.wants) > 0) {
		t.Errorf("a bad case wants a finding and a good one wants none; this one wants %d", len(c.wants))
	}
	clean := &txtar.Archive{Comment: archive.Comment, Files: c.files}
	for _, m := range misses {
		t.Run(m.Reason, func(t *testing.T) { runNearMiss(t, m, clean, len(c.wants), rules) })
	}
}

func needs(report *lint.Report, r *rule.Rule) string {
	var all []string
	for _, n := range report.NotEvaluated {
		if n.Rule == r {
			all = append(all, n.Needs...)
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ", ")
}

// A testCase is an archive, read.
type testCase struct {
	files        []txtar.File
	asOf         time.Time
	notEvaluated string
	wants        []*want
}

type want struct {
	file    string
	line    int
	message *regexp.Regexp
	at      string // "" for any
	met     bool
}

func (c *testCase) meet(file string, line int, message, at string) bool {
	for _, w := range c.wants {
		if !w.met && w.file == file && w.line == line && w.message.MatchString(message) && (w.at == "" || w.at == at) {
			w.met = true
			return true
		}
	}
	return false
}

func read(archive *txtar.Archive) (_ *testCase, err error) {
	c := new(testCase)
	for line := range strings.Lines(string(archive.Comment)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "as-of":
			if c.asOf, err = time.Parse(time.DateOnly, value); err != nil {
				return nil, err
			}
		case "not evaluated":
			c.notEvaluated = value
		}
	}
	for _, file := range archive.Files {
		if file.Data, err = c.takeWants(file); err != nil {
			return nil, err
		}
		c.files = append(c.files, file)
	}
	return c, nil
}

var (
	wantComment = regexp.MustCompile(`[ \t]*(?://|#) (want .*)$`)
	wantOne     = regexp.MustCompile(`^want ("(?:[^"\\]|\\.)*")(?: at ("(?:[^"\\]|\\.)*"))?\s*`)
)

// takeWants cuts the expectations off the lines of a file.
func (c *testCase) takeWants(file txtar.File) ([]byte, error) {
	var clean strings.Builder
	number := 0
	for line := range strings.Lines(string(file.Data)) {
		number++
		text := strings.TrimRight(line, "\n")
		at := wantComment.FindStringSubmatchIndex(text)
		if at == nil {
			clean.WriteString(line)
			continue
		}
		for rest := text[at[2]:at[3]]; rest != ""; {
			m := wantOne.FindStringSubmatch(rest)
			if m == nil {
				return nil, fmt.Errorf("%s:%d: not an expectation: %s", file.Name, number, rest)
			}
			w := &want{file: file.Name, line: number}
			pattern, err := strconv.Unquote(m[1])
			if err == nil {
				w.message, err = regexp.Compile(pattern)
			}
			if err == nil && m[2] != "" {
				w.at, err = strconv.Unquote(m[2])
			}
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", file.Name, number, err)
			}
			c.wants = append(c.wants, w)
			rest = rest[len(m[0]):]
		}
		clean.WriteString(text[:at[0]] + "\n")
	}
	return []byte(clean.String()), nil
}

// lint writes the exports to a folder and runs the rule over them.
func (c *testCase) lint(dir string, rules []*rule.Rule) (*lint.Report, error) {
	configuration := config.Default()
	for _, file := range c.files {
		if file.Name == ".iamlint.yaml" {
			read, err := config.Parse(file.Name, file.Data, nil)
			if err != nil {
				return nil, err
			}
			configuration = read
			continue
		}
		path := filepath.Join(dir, file.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, file.Data, 0o644); err != nil {
			return nil, err
		}
	}
	set := account.Load([]string{dir}, account.Options{AsOf: c.asOf})
	return check.Run(set, check.Options{Rules: rules, Settings: &configuration.Settings, Suppressions: configuration.Suppressions}), nil
}
