package report

import (
	"bufio"
	"fmt"

	"github.com/iamlint/iamlint/lint"
)

// writeCompact writes a line for each finding and error, as compilers do, and
// nothing else.
func writeCompact(w *bufio.Writer, r *lint.Report, _ Options) error {
	places := locate(r)
	for i := range r.Findings {
		fmt.Fprintln(w, compactLine(&r.Findings[i], places))
	}
	for _, e := range r.Errors {
		fmt.Fprintf(w, "%s:%d:%d: error: %s\n", printable(e.Path), e.Line, e.Column, printable(e.Message))
	}
	return nil
}

func compactLine(f *lint.Finding, p places) string {
	start, _ := p.of(f.Range)
	return fmt.Sprintf("%s:%d:%d: %s: %s [%s]", printable(f.Range.Source.Path), start.Line, start.Column, f.Severity(), printable(f.Message), f.Rule.ID)
}
