package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// manyFindings has n findings of several rules with long messages.
func manyFindings(n int) *lint.Report {
	s := newSource("auth.json", "authorization-details", `{"Action": "*"}`)
	r := &lint.Report{Rules: allRules, Accounts: []lint.Account{{ID: prod, Sources: []*lint.Source{s}}}}
	for i := range n {
		f := newFinding(allRules[i%len(allRules)], prod, find(s, `"*"`), rule.Subject{Type: "role", Name: "r"}, fmt.Sprintf("%d %s", i, strings.Repeat("é|`@", 300)))
		f.Fingerprint = fmt.Sprintf("%032x", i)
		r.Findings = append(r.Findings, f)
	}
	return r
}

func TestCSVCells(t *testing.T) {
	for text, want := range map[string]string{
		"plain": "plain", "": "", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)", "|cmd": "'|cmd",
		"＝1+1": "'＝1+1", "\t=1": "' =1", "a=1": "a=1", "\u00a0=1": "'\u00a0=1", "\r=1": `\x0d=1`, "two\nlines": `two\x0alines`,
	} {
		if got := csvCell(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestCSVRows(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(write(t, "csv", accountsReport(), Options{}))).ReadAll()
	if err != nil || len(rows) != 1+6+2 {
		t.Fatalf("%d rows (%v)", len(rows), err)
	}
	if got := rows[7]; got[0] != "suppressed" || got[16] != "configuration" || got[18] != "2026-06-30" {
		t.Errorf("got %q", got)
	}
}

// GitHub takes comments of 65,536 characters; what is left out is counted.
func TestMarkdownFits(t *testing.T) {
	for _, n := range []int{0, 1, 30, 400, 5000} {
		text := string(write(t, "markdown", manyFindings(n), Options{}))
		if utf8.RuneCountInString(text) > 65536 || len(text) > 65536 {
			t.Errorf("%d findings: %d bytes", n, len(text))
		}
		if opened, closed := strings.Count(text, "<details>"), strings.Count(text, "</details>"); opened != closed {
			t.Errorf("%d findings: %d opened, %d closed", n, opened, closed)
		}
		if cut := strings.Contains(text, "left out, because"); cut != (n > 30) {
			t.Errorf("%d findings: cut is %v", n, cut)
		}
	}
	r := accountsReport()
	for i := range 5000 {
		r.Errors = append(r.Errors, lint.InputError{Path: fmt.Sprint(i), Line: 1, Message: strings.Repeat("x", 900)})
	}
	if n := len(write(t, "markdown", r, Options{})); n > 65536 {
		t.Errorf("many errors: %d bytes", n)
	}
}

// Names from exports call nobody, link nothing and open no element.
func TestMarkdownInline(t *testing.T) {
	for text, want := range map[string]string{
		"@octocat":            "@&#8203;octocat",
		"owner/repo#1":        "owner/repo#&#8203;1",
		"https://example.com": "https:&#8203;//example.com",
		"</details>|**x**":    `&lt;/details&gt;\|\*\*x\*\*`,
		"`x` ![a](b)":         "\\`x\\` \\!\\[a\\](b)",
		"a\nb":                `a\\x0ab`,
	} {
		if got := inline(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// Every line of the github format is a command of ours or one that the runner
// prints as it is, and no more annotations are asked for than are shown.
func TestGitHubCommands(t *testing.T) {
	r := manyFindings(100)
	r.Findings[0].Message = "50%,\r\n::error::x"
	r.Findings[99].Message = "##[error]x"
	r.Findings[98].Range.Source.Path = "::error::a,b.json"
	counts := make(map[string]int)
	for line := range strings.Lines(string(write(t, "github", r, Options{}))) {
		command, isCommand := strings.CutPrefix(line, "::")
		if !isCommand {
			if !strings.HasPrefix(line, "- ") || strings.Contains(line, "##[") {
				t.Errorf("the runner may take %q for a command", line)
			}
			continue
		}
		name, _, _ := strings.Cut(strings.ReplaceAll(command, "::", " "), " ")
		counts[name]++
		if strings.Contains(line, "::error::a") || strings.Contains(line, "%,") {
			t.Errorf("not escaped: %q", line)
		}
	}
	if counts["error"] != 10 || counts["warning"] != 10 || counts["notice"] != 10 || counts["group"] != 1 || len(counts) != 5 {
		t.Errorf("commands: %v", counts)
	}
}

func TestGitLabIsUnique(t *testing.T) {
	var issues []struct {
		Description, Fingerprint, Severity string
		CheckName                          string `json:"check_name"`
		Location                           struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	if err := json.Unmarshal(write(t, "gitlab", accountsReport(), Options{Root: "/abs"}), &issues); err != nil || len(issues) != 6 {
		t.Fatalf("%d issues (%v)", len(issues), err)
	}
	seen := make(map[string]bool)
	for _, issue := range issues {
		if seen[issue.Fingerprint] || issue.Description == "" || issue.CheckName == "" || issue.Location.Lines.Begin < 1 {
			t.Errorf("bad issue %+v", issue)
		}
		seen[issue.Fingerprint] = true
	}
	if issues[0].Location.Path != "dev/a:b#c.json" || issues[0].Severity != "critical" {
		t.Errorf("got %+v", issues[0])
	}
}

// JUnit is XML 1.0, which has no place for control characters.
func TestJUnitIsXML(t *testing.T) {
	for _, c := range reports {
		text := write(t, "junit", c.make(), Options{})
		decoder := xml.NewDecoder(bytes.NewReader(text))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
		}
		var suites junitSuites
		if err := xml.Unmarshal(text, &suites); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		tests := 0
		for _, suite := range suites.Suites {
			tests += len(suite.Cases)
		}
		if suites.Tests != tests || tests == 0 || suites.Failures != len(c.make().Findings) {
			t.Errorf("%s: %d tests, %d counted, %d failures", c.name, tests, suites.Tests, suites.Failures)
		}
	}
}
