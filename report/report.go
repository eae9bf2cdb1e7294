// Package report writes the outcome of a run for people and for other
// programs, in the formats that Known lists.
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
	// Stored reads a file as it is stored, for the line hashes of those whose text
	// was compressed, encoded or had a byte order mark; nil for none.
	Stored func(path string) ([]byte, error)
	// Suppressed makes SARIF carry the suppressed findings too. GitHub ignores
	// that they are suppressed and opens alerts for them.
	Suppressed bool

	// Command is how the report is made again, for the html format.
	Command string
	// Commands are those that export what a rule needs, as it names it, nil for
	// what only AllCommands export. May be nil.
	Commands    func(need string) []string
	AllCommands []string
}

// A writer writes a report in one format. Errors of w need no handling: w
// keeps the first one.
type writer func(w *bufio.Writer, r *lint.Report, o Options) error

// A Format is a way to write a report.
type Format struct {
	Name  string // that people ask for it by
	Use   string // who reads it
	Needs Needs  // of a report, beyond its findings
	write writer
}

// Needs are the parts of a report that cost something to make, and that few
// formats show.
type Needs struct {
	Hashes    bool // of the inputs
	Inventory bool // of users, groups, roles and keys
	Standings bool // to benchmarks
	Paths     bool // to administrator
}

// Known lists all formats. It is the only place that names them.
func Known() []Format {
	return []Format{
		{"text", "people at a terminal", Needs{}, writeText},
		{"compact", "editors and grep: a line for each finding", Needs{}, writeCompact},
		{"json", "programs, by a published schema", Needs{Hashes: true}, writeJSON},
		{"jsonl", "programs that read line by line", Needs{Hashes: true}, writeJSONLines},
		{"sarif", "code scanning", Needs{}, writeSARIF},
		{"github", "annotations in GitHub Actions", Needs{}, writeGitHub},
		{"gitlab", "GitLab Code Quality", Needs{}, writeGitLab},
		{"junit", "test reports of CI systems", Needs{}, writeJUnit},
		{"html", "reviewers: one file with charts, search and filters", Needs{Hashes: true, Inventory: true, Standings: true, Paths: true}, writeHTML},
		{"markdown", "comments on pull requests", Needs{}, writeMarkdown},
		{"csv", "spreadsheets", Needs{}, writeCSV},
	}
}

// Formats lists the names that Write knows.
func Formats() []string {
	var names []string
	for _, f := range Known() {
		names = append(names, f.Name)
	}
	return names
}

// Find is the format of a name.
func Find(name string) (Format, error) {
	known := Known()
	i := slices.IndexFunc(known, func(f Format) bool { return f.Name == name })
	if i < 0 {
		return Format{}, fmt.Errorf("unknown format %q (want one of %s)", name, strings.Join(Formats(), ", "))
	}
	return known[i], nil
}

// Write writes a report to w in the format of that name. The same report gives
// the same bytes.
func Write(w io.Writer, name string, r *lint.Report, o Options) error {
	format, err := Find(name)
	if err != nil {
		return err
	}
	buffer := bufio.NewWriterSize(w, 64<<10)
	if err := format.write(buffer, r, o); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := buffer.Flush(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}
