package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/lint/baseline"
	"github.com/iamlint/iamlint/report"
)

const defaultBaseline = ".iamlint-baseline.json"

func newBaseline() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "baseline",
		Short: "Accept the findings of today and hear of new ones only",
		Long: `A baseline is a file of known findings. "iamlint check --baseline FILE" then
speaks of new ones only. Findings are known by what they are about, not by
their line, so that a fresh or reformatted export changes nothing. The file holds
real names, whatever --redact says: without them no finding would be known.`,
	}
	cmd.AddCommand(newBaselineCreate(), newBaselineUpdate(), newBaselineDiff())
	return cmd
}

func newBaselineCreate() *cobra.Command {
	return baselineCommand("create", "Write the findings of the exports to a new baseline",
		func(cmd *cobra.Command, _ *checkRun, path string, now *baseline.Baseline) error {
			err := writeBaseline(path, now, os.O_EXCL)
			if errors.Is(err, fs.ErrExist) {
				return fmt.Errorf("%s exists; iamlint baseline update brings it up to date", path)
			}
			if err != nil {
				return err
			}
			noun := "findings"
			if len(now.Findings) == 1 {
				noun = "finding"
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s knows %d %s\n", path, len(now.Findings), noun)
			return nil
		})
}

func newBaselineUpdate() *cobra.Command {
	return baselineCommand("update", "Write the findings of the exports over a baseline, and say what changed",
		func(cmd *cobra.Command, run *checkRun, path string, now *baseline.Baseline) error {
			before, err := readBaseline(path)
			if err != nil {
				return err
			}
			run.printChanges(cmd.OutOrStdout(), before, now)
			return writeBaseline(path, now, os.O_TRUNC)
		})
}

func newBaselineDiff() *cobra.Command {
	return baselineCommand("diff", "Say what the exports show that a baseline does not know, and what is gone",
		func(cmd *cobra.Command, run *checkRun, path string, now *baseline.Baseline) error {
			before, err := readBaseline(path)
			if err != nil {
				return err
			}
			run.printChanges(cmd.OutOrStdout(), before, now)
			if len(now.Without(before)) > 0 {
				return exitCode(exitFindings)
			}
			return nil
		})
}

// baselineCommand makes a command that lints and hands over what it found.
func baselineCommand(name, short string, do func(cmd *cobra.Command, run *checkRun, path string, now *baseline.Baseline) error) *cobra.Command {
	flags := checkFlags{format: "text", sarifFingerprint: "stable"}
	var path string
	cmd := &cobra.Command{
		Use:   name + " [PATH ...]",
		Short: short,
		RunE: func(cmd *cobra.Command, args []string) error {
			run, err := prepare(flags)
			if err != nil {
				return err
			}
			result, err := run.lintAll(cmd, args)
			if err != nil {
				return err
			}
			run.redacted(result) // so that it knows the names
			return do(cmd, run, path, baseline.Of(result))
		},
	}
	addSelection(cmd, &flags)
	if name != "create" { // which names nothing
		addRedact(cmd, &flags)
	}
	cmd.Flags().StringVar(&path, "baseline", defaultBaseline, "the baseline `FILE`")
	return cmd
}

// lintAll lints for a command that compares findings, which needs all inputs:
// one that cannot be read would look like findings that are gone.
func (run *checkRun) lintAll(cmd *cobra.Command, paths []string) (*lint.Report, error) {
	set, err := run.load(cmd, paths)
	if err != nil {
		return nil, err
	}
	result := run.lint(set)
	for _, e := range run.redacted(&lint.Report{Errors: result.Errors}).Errors {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s:%d:%d: error: %s\n", report.Printable(e.Path), e.Line, e.Column, report.Printable(e.Message))
	}
	switch {
	case len(result.Errors) > 0:
		return nil, exitCode(exitError)
	case len(set.Accounts) == 0:
		return nil, fmt.Errorf("no exports in %s", strings.Join(paths, ", "))
	}
	return result, nil
}

func readBaseline(path string) (*baseline.Baseline, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the baseline: %w", err)
	}
	b, err := baseline.Read(data)
	if err != nil {
		return nil, fmt.Errorf("read the baseline %s: %w", path, err)
	}
	return b, nil
}

func writeBaseline(path string, b *baseline.Baseline, mode int) (err error) {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|mode, 0o644)
	if err != nil {
		return fmt.Errorf("write the baseline: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return b.Write(file)
}

// printChanges writes a line for each finding that is new or gone, and the counts.
func (run *checkRun) printChanges(w io.Writer, before, now *baseline.Baseline) {
	fresh, gone := now.Without(before), before.Without(now)
	for _, e := range fresh {
		run.printEntry(w, "new: ", e)
	}
	for _, e := range gone {
		run.printEntry(w, "gone:", e)
	}
	fmt.Fprintf(w, "%d new, %d gone, %d unchanged\n", len(fresh), len(gone), len(now.Findings)-len(fresh))
}

func (run *checkRun) printEntry(w io.Writer, mark string, e baseline.Entry) {
	if run.redactor != nil {
		e.Account, e.Message = run.redactor.Account(e.Account), run.redactor.Message(e.Message)
	}
	account := e.Account
	if account != "" {
		account += " "
	}
	fmt.Fprintf(w, "%s %s%s [%s]\n", mark, account, report.Printable(e.Message), e.RuleID)
}
