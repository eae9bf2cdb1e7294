package report

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// maxAnnotations is how many annotations of a kind GitHub shows of one step.
const maxAnnotations = 10

// writeGitHub writes workflow commands, which GitHub Actions shows as
// annotations in the changed files. It shows few of them, so that the gravest
// come first; the rest stand in the log as plain lines.
func writeGitHub(w *bufio.Writer, r *lint.Report, o Options) error {
	places := locate(r)
	findings := make([]*lint.Finding, len(r.Findings))
	for i := range r.Findings {
		findings[i] = &r.Findings[i]
	}
	slices.SortStableFunc(findings, func(a, b *lint.Finding) int { return cmp.Compare(b.Severity(), a.Severity()) })

	shown := make(map[string]int)
	for _, e := range r.Errors {
		if shown["error"]++; shown["error"] > maxAnnotations {
			fmt.Fprintln(w, logLine(fmt.Sprintf("%s:%d:%d: error: %s", printable(e.Path), e.Line, e.Column, printable(e.Message))))
			continue
		}
		fmt.Fprintf(w, "::error file=%s,line=%d,col=%d,title=iamlint::%s\n", property(below(o.Root, e.Path)), e.Line, e.Column, data(e.Message))
	}
	var rest []*lint.Finding
	for _, f := range findings {
		command := gitHubCommand(f.Severity())
		if shown[command]++; shown[command] > maxAnnotations {
			rest = append(rest, f)
			continue
		}
		start, end := places.of(f.Range)
		fmt.Fprintf(w, "::%s file=%s,line=%d,endLine=%d", command, property(below(o.Root, f.Range.Source.Path)), start.Line, end.Line)
		if start.Line == end.Line { // columns are allowed within a line only
			fmt.Fprintf(w, ",col=%d,endColumn=%d", start.Column, end.Column)
		}
		fmt.Fprintf(w, ",title=%s::%s\n", property("iamlint "+f.Severity().String()+": "+f.Rule.ID), data(f.Message))
	}
	if len(rest) > 0 {
		fmt.Fprintf(w, "::group::%s without an annotation: GitHub shows %d of a kind\n", plural(len(rest), "finding", "findings"), maxAnnotations)
		for _, f := range rest {
			fmt.Fprintln(w, logLine(compactLine(f, places)))
		}
		fmt.Fprintln(w, "::endgroup::")
	}
	return nil
}

func gitHubCommand(s rule.Severity) string {
	switch {
	case s >= rule.High:
		return "error"
	case s == rule.Medium:
		return "warning"
	}
	return "notice"
}

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// data is a text as the message of a workflow command.
func data(text string) string { return dataEscapes.Replace(printable(text)) }

// property is a text as a property of a workflow command.
func property(text string) string { return propertyEscapes.Replace(printable(text)) }

// logLine is a line that the runner does not take for a command: the current
// kind begins a line, the former kind may stand anywhere in it.
func logLine(text string) string { return "- " + strings.ReplaceAll(text, "##[", "## [") }
