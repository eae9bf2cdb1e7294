package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/iamlint/iamlint/compliance"
	"github.com/iamlint/iamlint/lint"
)

// WriteCompliance writes how accounts stand to a framework, as text, markdown
// or json.
func WriteCompliance(w io.Writer, format string, f compliance.Framework, result *lint.Report, o Options) error {
	views := compliance.Of(f, result)
	switch format {
	case "text":
		return complianceText(w, f, views, result, o)
	case "markdown":
		return complianceMarkdown(w, f, views)
	case "json":
		return complianceJSON(w, f, views, result)
	}
	return fmt.Errorf("--compliance is written as text, markdown or json, not as %s", format)
}

// maxControlFindings is how many findings of a control the text shows.
const maxControlFindings = 5

func complianceText(w io.Writer, f compliance.Framework, views []compliance.View, result *lint.Report, o Options) error {
	t := &textWriter{w: bufio.NewWriter(w), palette: palette(o.Color), r: result, o: o, places: locateAll(result)}
	for i, view := range views {
		if i > 0 {
			t.printf("\n")
		}
		t.printf("%s\n%s\n\n", t.paint(bold, f.Name), title(view.Account))
		for _, r := range view.Results {
			t.printf("%s  %s %s\n", t.paint(statusColor(r.Status), pad(string(r.Status), len(compliance.NotEvaluated))), pad(r.ID, 15), r.Title)
			if r.Status == compliance.Manual && r.Manual != "" {
				t.printf("%17s%s\n", "", r.Manual)
			}
			if len(r.Needs) > 0 {
				t.printf("%17sneeds the %s\n", "", strings.Join(r.Needs, ", the "))
			}
			shown := r.Findings[:min(len(r.Findings), maxControlFindings)]
			for _, finding := range shown {
				start, _ := t.places.of(finding.Range)
				t.printf("%17s%s %s: %s [%s]\n", "", t.place(finding.Range.Source.Path, start.Line, start.Column), finding.Severity(), printable(finding.Message), finding.Rule.ID)
			}
			if more := len(r.Findings) - len(shown); more > 0 {
				t.printf("%17sand %d more\n", "", more)
			}
		}
		t.printf("\n%s\n", summary(view))
	}
	for _, e := range result.Errors {
		t.printf("%s error: %s\n", t.place(e.Path, e.Line, e.Column), printable(e.Message))
	}
	return t.w.Flush()
}

// statusColor is green for what is well, red for what is not.
func statusColor(s compliance.Status) color {
	switch s {
	case compliance.Fail:
		return red
	case compliance.NotEvaluated, compliance.Accepted:
		return yellow
	case compliance.Pass:
		return green
	}
	return dim
}

func summary(v compliance.View) string {
	var parts []string
	for _, s := range compliance.Statuses() {
		if n := v.Count(s); n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, s))
		}
	}
	return strings.Join(parts, ", ")
}

func pad(text string, width int) string { return text + strings.Repeat(" ", max(0, width-len(text))) }

func complianceMarkdown(w io.Writer, f compliance.Framework, views []compliance.View) error {
	var b strings.Builder
	for _, view := range views {
		fmt.Fprintf(&b, "## %s: %s\n\n%s\n\n| Control | Status | What it asks for | Findings |\n| --- | --- | --- | --- |\n", f.Name, inline(title(view.Account)), summary(view))
		for _, r := range view.Results {
			note := ""
			switch {
			case len(r.Findings) > 0:
				note = plural(len(r.Findings), "finding", "findings") + ", the first: " + inline(r.Findings[0].Message)
			case len(r.Needs) > 0:
				note = "needs the " + inline(strings.Join(r.Needs, ", the "))
			case r.Manual != "":
				note = inline(r.Manual)
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.ID, r.Status, inline(r.Title), strings.ReplaceAll(note, "|", "\\|"))
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

type (
	jsonCompliance struct {
		SchemaVersion int                     `json:"schemaVersion"`
		Framework     string                  `json:"framework"`
		Name          string                  `json:"name"`
		Accounts      []jsonComplianceAccount `json:"accounts"`
		Errors        []lint.InputError       `json:"errors"`
	}
	jsonComplianceAccount struct {
		ID       string                    `json:"id"`
		Summary  map[compliance.Status]int `json:"summary"`
		Controls []jsonControl             `json:"controls"`
	}
	jsonControl struct {
		ID       string            `json:"id"`
		Title    string            `json:"title"`
		Status   compliance.Status `json:"status"`
		Rules    []string          `json:"rules"`
		Needs    []string          `json:"needs"`
		Manual   string            `json:"manual,omitempty"`
		Accepted int               `json:"accepted"`
		Findings []jsonControlHit  `json:"findings"`
	}
	jsonControlHit struct {
		Rule        string `json:"rule"`
		Severity    string `json:"severity"`
		Message     string `json:"message"`
		Path        string `json:"path"`
		Line        int    `json:"line"`
		Column      int    `json:"column"`
		Fingerprint string `json:"fingerprint"`
	}
)

func complianceJSON(w io.Writer, f compliance.Framework, views []compliance.View, result *lint.Report) error {
	places := locateAll(result)
	out := jsonCompliance{SchemaVersion: 1, Framework: f.ID, Name: f.Name, Accounts: []jsonComplianceAccount{}, Errors: result.Errors}
	if out.Errors == nil {
		out.Errors = []lint.InputError{}
	}
	for _, view := range views {
		account := jsonComplianceAccount{ID: view.Account.ID, Summary: make(map[compliance.Status]int)}
		for _, s := range compliance.Statuses() {
			account.Summary[s] = view.Count(s)
		}
		for _, r := range view.Results {
			c := jsonControl{ID: r.ID, Title: r.Title, Status: r.Status, Rules: []string{}, Needs: r.Needs, Manual: r.Manual, Accepted: len(r.Accepted), Findings: []jsonControlHit{}}
			if c.Needs == nil {
				c.Needs = []string{}
			}
			for _, of := range r.Rules {
				c.Rules = append(c.Rules, of.ID)
			}
			for _, finding := range r.Findings {
				start, _ := places.of(finding.Range)
				c.Findings = append(c.Findings, jsonControlHit{finding.Rule.ID, finding.Severity().String(), finding.Message, finding.Range.Source.Path, start.Line, start.Column, finding.Fingerprint})
			}
			account.Controls = append(account.Controls, c)
		}
		out.Accounts = append(out.Accounts, account)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(out)
}

// locateAll knows the positions of silenced findings, too.
func locateAll(r *lint.Report) places {
	whole := *r
	whole.Findings = append(append(make([]lint.Finding, 0, len(r.Findings)+len(r.Subsumed)), r.Findings...), r.Subsumed...)
	return locate(&whole)
}
