package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/lint/baseline"
	"github.com/iamlint/iamlint/report"
)

func newDiff() *cobra.Command {
	flags := checkFlags{format: "text", sarifFingerprint: "stable"}
	var format string
	cmd := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Compare the findings of two exports: new, gone, unchanged",
		Long: `Lint two exports (files or folders) and compare the findings. They are the same
when they are about the same thing, wherever it stands in the export.

Exit code: 0 nothing new at or above --fail-on, 1 new findings, 2 an input that
could not be read.`,
		Example: `  iamlint diff export-2026-01/ export-2026-02/`,
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("--format %q is neither text nor json", format)
			}
			run, err := prepare(flags)
			if err != nil {
				return err
			}
			was, err := run.lintAll(cmd, args[:1])
			if err != nil {
				return err
			}
			is, err := run.lintAll(cmd, args[1:])
			if err != nil {
				return err
			}
			if err := run.compare(was, is).write(cmd.OutOrStdout(), format); err != nil {
				return fmt.Errorf("write the difference: %w", err)
			}
			is.Findings = unknown(was, is)
			return run.verdict(is)
		},
	}
	addSelection(cmd, &flags)
	addRedact(cmd, &flags)
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	completeValues(cmd, "format", []string{"text", "json"})
	return cmd
}

// A difference is what changed between two exports.
type difference struct {
	New       []placedEntry `json:"new"`
	Gone      []placedEntry `json:"gone"`
	Unchanged int           `json:"unchanged"`
}

// A placedEntry is a finding with its place in the export that has it.
type placedEntry struct {
	baseline.Entry
	Severity string `json:"severity"`
	Path     string `json:"path"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
}

func (run *checkRun) compare(was, is *lint.Report) difference {
	fresh, gone := unknown(was, is), unknown(is, was)
	unchanged := len(is.Findings) - len(fresh)
	if run.redactor != nil { // only now: fingerprints tell what is new
		before, after := *was, *is
		before.Findings, after.Findings = gone, fresh
		gone, fresh = run.redactor.Report(&before).Findings, run.redactor.Report(&after).Findings
	}
	return difference{placed(fresh), placed(gone), unchanged}
}

// unknown are the findings of a report that another one does not have.
func unknown(other, r *lint.Report) []lint.Finding {
	known := baseline.Of(other).Fingerprints()
	var rest []lint.Finding
	for _, f := range r.Findings {
		if !known[f.Fingerprint] {
			rest = append(rest, f)
		}
	}
	return rest
}

func placed(findings []lint.Finding) []placedEntry {
	offsets := make(map[*lint.Source][]int)
	for _, f := range findings {
		offsets[f.Range.Source] = append(offsets[f.Range.Source], f.Range.Start)
	}
	locators := make(map[*lint.Source]*report.Locator, len(offsets))
	for source, list := range offsets {
		locators[source] = report.NewLocator(source.Text, list)
	}
	entries := make([]placedEntry, len(findings))
	for i := range findings {
		f := &findings[i]
		at := locators[f.Range.Source].At(f.Range.Start)
		entries[i] = placedEntry{baseline.NewEntry(f), f.Severity().String(), f.Range.Source.Path, at.Line, at.Column}
	}
	return entries
}

func (d difference) write(w io.Writer, format string) error {
	if format == "json" {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(d)
	}
	for _, part := range []struct {
		mark    string
		entries []placedEntry
	}{{"new: ", d.New}, {"gone:", d.Gone}} {
		for _, e := range part.entries {
			fmt.Fprintf(w, "%s %s:%d:%d: %s: %s [%s]\n", part.mark, report.Printable(e.Path), e.Line, e.Column, e.Severity, report.Printable(e.Message), e.RuleID)
		}
	}
	_, err := fmt.Fprintf(w, "%d new, %d gone, %d unchanged\n", len(d.New), len(d.Gone), d.Unchanged)
	return err
}
