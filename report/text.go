package report

import (
	"bufio"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/iamlint/iamlint/lint"
)

const (
	defaultWidth = 100
	minimalWidth = 40
	maxNotes     = 5 // related places shown of one finding
)

func writeText(w *bufio.Writer, r *lint.Report, o Options) error {
	if o.Width == 0 {
		o.Width = defaultWidth
	}
	o.Width = max(o.Width, minimalWidth)
	t := textWriter{w, palette(o.Color), o, r, locate(r)}
	for _, part := range byAccount(r) {
		if len(part.findings) == 0 {
			continue
		}
		t.printf("%s\n\n", t.paint(bold, title(part.Account)))
		for _, f := range part.findings {
			t.finding(f)
		}
	}
	for _, e := range r.Errors {
		t.printf("%s %s %s\n", t.place(e.Path, e.Line, e.Column), t.paint(red, "error:"), printable(e.Message))
	}
	if len(r.Errors) > 0 {
		t.printf("\n")
	}
	t.summary()
	return nil
}

type textWriter struct {
	w *bufio.Writer
	palette
	o      Options
	r      *lint.Report
	places places
}

func (t *textWriter) printf(format string, args ...any) { fmt.Fprintf(t.w, format, args...) }

func (t *textWriter) place(path string, line, column int) string {
	return t.paint(bold, fmt.Sprintf("%s:%d:%d:", printable(path), line, column))
}

func (t *textWriter) finding(f *lint.Finding) {
	start, _ := t.places.of(f.Range)
	severity := f.Severity()
	t.printf("%s %s %s %s\n", t.place(f.Range.Source.Path, start.Line, start.Column),
		t.paint(severityColor(severity), severity.String()+":"), printable(f.Message), t.paint(dim, "["+f.Rule.ID+"]"))

	number := strconv.Itoa(start.Line)
	quoted := quote(f.Range.Source.Text, start.LineStart, f.Range.Start, f.Range.End, t.o.Width-len(number)-len("   | "))
	if quoted.line != "" {
		mark := "^" + strings.Repeat("~", quoted.to-quoted.from-1)
		t.printf("  %s %s\n", t.paint(dim, number+" |"), quoted.line)
		t.printf("  %s %s%s\n", t.paint(dim, strings.Repeat(" ", len(number))+" |"),
			strings.Repeat(" ", quoted.from), t.paint(severityColor(severity), mark))
	}
	if help := firstSentence(f.Rule.Remediation); help != "" {
		t.printf("  %s %s\n", t.paint(green, "help:"), printable(help))
	}
	for i, step := range f.Flow {
		at, _ := t.places.of(step.Range)
		t.printf("  %s %s:%d:%d: %s\n", t.paint(blue, fmt.Sprintf("step %d:", i+1)), printable(step.Source.Path), at.Line, at.Column, printable(step.Message))
	}
	for i, related := range f.Related {
		if i == maxNotes {
			t.printf("  and %d more\n", len(f.Related)-maxNotes)
			break
		}
		at, _ := t.places.of(related.Range)
		t.printf("  %s %s:%d:%d: %s\n", t.paint(blue, "note:"), printable(related.Source.Path), at.Line, at.Column, printable(related.Message))
	}
	t.printf("\n")
}

// sentenceEnd is a period before a new sentence; those of "e.g. x" and "1.2" are none.
var sentenceEnd = regexp.MustCompile(`[.!] [A-Z]`)

// firstSentence is the beginning of a remediation, up to the commands.
func firstSentence(text string) string {
	var prose []string
	for line := range strings.Lines(strings.TrimSpace(text)) {
		if line = strings.TrimSpace(line); line == "" || isCommand(line) {
			break
		}
		prose = append(prose, line)
	}
	sentence := strings.Join(prose, " ")
	if end := sentenceEnd.FindStringIndex(sentence); end != nil {
		sentence = sentence[:end[0]]
	}
	return strings.TrimRight(sentence, ".:!")
}
