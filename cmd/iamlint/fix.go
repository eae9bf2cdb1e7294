package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/lint/fix"
	"github.com/iamlint/iamlint/report"
)

// maxRounds bounds how often fixes are made of what earlier fixes left.
const maxRounds = 20

var byteOrderMark = []byte("\xEF\xBB\xBF")

// A fixer makes the fixes of findings, at first in memory.
type fixer struct {
	unsafe bool
	before map[string][]byte // what is stored, of the files that change
	after  map[string][]byte
	fixed  int
}

// fix makes fixes until there are none left, and returns what is found then.
func (run *checkRun) fix(cmd *cobra.Command, paths []string) (*fixer, *account.Set, *lint.Report, error) {
	f := &fixer{unsafe: run.flags.unsafeFixes, before: make(map[string][]byte), after: make(map[string][]byte)}
	for range maxRounds {
		set, err := run.loadWith(cmd, paths, f.after)
		if err != nil {
			return nil, nil, nil, err
		}
		for path := range f.after {
			if i := slices.IndexFunc(set.Errors, func(e *account.Error) bool { return e.Path == path }); i >= 0 {
				run.progress.stop()
				return nil, nil, nil, fmt.Errorf("a fix broke %s:%d:%d, which is a bug of iamlint; nothing was written: %s", path, set.Errors[i].Line, set.Errors[i].Column, set.Errors[i].Message)
			}
		}
		result := run.lint(set)
		selection := fix.Select(result.Findings, f.unsafe, f.editable)
		if len(selection.Fixed) == 0 {
			return f, set, result, nil
		}
		for source, edits := range selection.Edits {
			if _, ok := f.before[source.Path]; !ok {
				stored, err := os.ReadFile(source.Path)
				if err != nil {
					return nil, nil, nil, fmt.Errorf("read again: %w", err)
				}
				f.before[source.Path] = stored
			}
			text := fix.Apply(source.Text, edits)
			if bytes.HasPrefix(f.before[source.Path], byteOrderMark) {
				text = append(bytes.Clone(byteOrderMark), text...)
			}
			f.after[source.Path] = text
		}
		f.fixed += len(selection.Fixed)
	}
	return nil, nil, nil, errors.New("fixes undo one another, which is a bug of iamlint; nothing was written")
}

// editable says whether a source is a file that is stored as its text:
// neither compressed, nor decoded from something, nor standard input.
func (f *fixer) editable(s *lint.Source) bool {
	if s.Path == account.StandardInput {
		return false
	}
	stored, ok := f.after[s.Path]
	if !ok {
		var err error
		if stored, err = os.ReadFile(s.Path); err != nil {
			return false
		}
	}
	return bytes.Equal(bytes.TrimPrefix(stored, byteOrderMark), s.Text)
}

// write stores the changed files, each at once and with the mode that it had.
func (f *fixer) write() error {
	for _, path := range slices.Sorted(maps.Keys(f.after)) {
		if err := replaceFile(path, f.after[path]); err != nil {
			return fmt.Errorf("write the fixes: %w", err)
		}
	}
	return nil
}

func replaceFile(path string, text []byte) error {
	target, err := filepath.EvalSymlinks(path) // a link stays one
	if err != nil {
		return err
	}
	info, err := os.Stat(target)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(target), ".iamlint-*")
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	err = errors.Join(err, file.Chmod(info.Mode().Perm()), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), target)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

// diff writes what would change as unified diffs.
func (f *fixer) diff(w io.Writer) error {
	for _, path := range slices.Sorted(maps.Keys(f.after)) {
		name := report.Printable(path)
		if _, err := io.WriteString(w, udiff.Unified("a/"+name, "b/"+name, string(f.before[path]), string(f.after[path]))); err != nil {
			return fmt.Errorf("write the difference: %w", err)
		}
	}
	return nil
}

// runFix is check with --fix or --diff: what stays is reported as usual.
func runFix(cmd *cobra.Command, run *checkRun, paths []string) error {
	f, set, result, err := run.fix(cmd, paths)
	if err != nil {
		return err
	}
	if run.flags.diff {
		err = f.diff(cmd.OutOrStdout())
	} else {
		err = f.write()
	}
	if err != nil {
		return err
	}
	if f.fixed > 0 {
		verb := "fixed"
		if run.flags.diff {
			verb = "would fix"
		}
		fmt.Fprintf(cmd.ErrOrStderr(), "%s %s in %s\n", verb, counted(f.fixed, "finding"), counted(len(f.after), "file"))
	}
	if err := run.finish(cmd, set, result); err != nil {
		return err
	}
	if run.flags.diff && f.fixed > 0 {
		return exitCode(exitFindings)
	}
	return nil
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
