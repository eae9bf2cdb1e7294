package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/iamlint/iamlint/internal/exportcmd"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/report"
)

// An output is a report and where it goes.
type output struct{ format, path string }

// standardOutput is the path of standard output.
const standardOutput = "-"

func parseOutputs(flags checkFlags) ([]output, error) {
	first := output{flags.format, flags.output}
	if first.path == "" {
		first.path = standardOutput
	}
	var outputs []output
	for _, text := range flags.reports {
		format, path, ok := strings.Cut(text, "=")
		if !ok || path == "" {
			return nil, fmt.Errorf("--report %q is not FORMAT=FILE", text)
		}
		// It takes the place of the report that nobody asked for.
		if path == standardOutput && !flags.formatGiven && flags.output == "" {
			first = output{}
		}
		outputs = append(outputs, output{format, path})
	}
	if first.path != "" {
		outputs = append([]output{first}, outputs...)
	}
	taken := make(map[string]string)
	for _, o := range outputs {
		if _, err := report.Find(o.format); err != nil {
			return nil, err
		}
		if other, ok := taken[o.path]; ok {
			return nil, fmt.Errorf("the reports %s and %s would both go to %s", other, o.format, o.path)
		}
		taken[o.path] = o.format
	}
	return outputs, nil
}

// needs are the parts of a report that some of the formats show.
func (run *checkRun) needs() (all report.Needs) {
	for _, o := range run.outputs {
		if f, err := report.Find(o.format); err == nil {
			all.Hashes = all.Hashes || f.Needs.Hashes
			all.Inventory = all.Inventory || f.Needs.Inventory
			all.Standings = all.Standings || f.Needs.Standings
			all.Paths = all.Paths || f.Needs.Paths
		}
	}
	return all
}

func (run *checkRun) write(cmd *cobra.Command, result *lint.Report) error {
	root, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("find the working folder: %w", err)
	}
	if run.redactor != nil {
		root = "" // its folders have names
	}
	command := run.again(cmd)
	for _, o := range run.outputs {
		options := report.Options{
			Quiet:            run.flags.hook,
			Verbose:          run.flags.verbose,
			Root:             filepath.ToSlash(root),
			LineFingerprints: run.flags.sarifFingerprint == "line",
			Suppressed:       run.flags.sarifSuppressed,
			Stored:           run.stored(),
			Command:          command,
			Commands:         exportcmd.Commands,
			AllCommands:      exportcmd.All(),
		}
		write := run.writeOne
		if isFolder(o.path) {
			write = run.writeEach
		}
		if err := write(cmd, o, options, result); err != nil {
			return fmt.Errorf("write the %s report: %w", o.format, err)
		}
	}
	return nil
}

// stored reads inputs as they are stored; nil for a report that must not tell of them.
func (run *checkRun) stored() func(path string) ([]byte, error) {
	if run.flags.redact {
		return nil
	}
	return os.ReadFile
}

func (run *checkRun) writeOne(cmd *cobra.Command, o output, options report.Options, result *lint.Report) (err error) {
	w := cmd.OutOrStdout()
	switch {
	case o.path != standardOutput:
		file, err := os.Create(o.path)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		w = file
	default:
		options.Color, options.Width = terminal(w, run.flags.color)
	}
	buffer := bufio.NewWriterSize(w, 64<<10)
	if err := report.Write(buffer, o.format, result, options); err != nil {
		return err
	}
	return buffer.Flush()
}

// terminal says whether to use colour and how wide the terminal is, 0 for none.
func terminal(w io.Writer, color string) (colored bool, width int) {
	file, ok := w.(*os.File)
	isTerminal := ok && term.IsTerminal(int(file.Fd()))
	if isTerminal {
		width, _, _ = term.GetSize(int(file.Fd()))
	}
	switch color {
	case "always":
		return true, width
	case "never":
		return false, width
	}
	return isTerminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb", width
}

// redacted is a report as it may be shown.
func (run *checkRun) redacted(r *lint.Report) *lint.Report {
	if run.redactor == nil {
		return r
	}
	return run.redactor.Report(r)
}

// shown is a path as reports show it.
func (run *checkRun) shown(path string) string {
	if run.redactor == nil {
		return path
	}
	return run.redactor.Path(path)
}
