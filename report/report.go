// Package report writes the outcome of a run for people and for other
// programs: as text, JSON, JSON Lines and SARIF.
//
// It is the only place that knows lines, columns, UTF-16 and terminals.
// Everything before it speaks of byte offsets.
package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/lint"
)

// Options are what the formats let people choose. The zero value is good.
type Options struct {
	Color   bool // text: ANSI colours
	Width   int  // text: columns of the terminal, 0 for 100
	Quiet   bool // text: without the summary of what was not evaluated, hidden, skipped and read
	Verbose bool // text: name every rule that was not evaluated and every file that was read

	// Root is the absolute directory that paths are relative to, with '/' or
	// the system's separator. SARIF names files relative to it.
	Root string
	// LineFingerprints makes SARIF carry the line hashes that GitHub's upload
	// action computes, instead of fingerprints that survive a fresh export.
	LineFingerprints bool
	// Suppressed makes SARIF carry the suppressed findings too. GitHub ignores
	// that they are suppressed and opens alerts for them.
	Suppressed bool
}

// A writer writes a report in one format. Errors of w need no handling: w
// keeps the first one.
type writer func(w *bufio.Writer, r *lint.Report, o Options) error

// A format is a writer with the name that people ask for it by.
type format struct {
	name  string
	write writer
}

func formats() []format {
	return []format{{"text", writeText}, {"json", writeJSON}, {"jsonl", writeJSONLines}, {"sarif", writeSARIF}}
}

// Formats lists the names that Write knows.
func Formats() []string {
	var names []string
	for _, f := range formats() {
		names = append(names, f.name)
	}
	return names
}

// Write writes a report to w in the format of that name. The same report gives
// the same bytes.
func Write(w io.Writer, name string, r *lint.Report, o Options) error {
	known := formats()
	i := slices.IndexFunc(known, func(f format) bool { return f.name == name })
	if i < 0 {
		return fmt.Errorf("unknown format %q (want one of %s)", name, strings.Join(Formats(), ", "))
	}
	buffer := bufio.NewWriterSize(w, 64<<10)
	if err := known[i].write(buffer, r, o); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := buffer.Flush(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
