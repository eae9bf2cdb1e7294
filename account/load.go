package account

import (
	"bytes"
	"cmp"
	"errors"
	"path"
	"runtime"
	"slices"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/iamlint/iamlint/internal/jsontape"
)

// Load reads the exports that paths name: files, folders, or "-" for standard
// input. Files in folders that are not exports are skipped; a named file that
// is none is an error. An error in one file does not keep the others from
// being read.
func Load(paths []string, o Options) *Set {
	set := new(Set)
	inputs, skipped, errs := find(paths)
	set.Errors, set.Skipped = errs, skipped

	type outcome struct {
		file *File
		err  *Error
	}
	outcomes := make([]outcome, len(inputs))
	var group errgroup.Group
	var done atomic.Int64
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, in := range inputs {
		group.Go(func() error {
			file, err := load(in, o)
			outcomes[i] = outcome{file, err}
			if o.Progress != nil {
				o.Progress(int(done.Add(1)), len(inputs))
			}
			return nil
		})
	}
	_ = group.Wait() // no function of the group fails

	var files []*File
	for i, out := range outcomes {
		switch {
		case out.err != nil:
			set.Errors = append(set.Errors, out.err)
		case out.file == nil:
			set.Skipped = append(set.Skipped, inputs[i].path)
		default:
			files = append(files, out.file)
		}
	}
	if !o.Lenient {
		set.Errors = append(set.Errors, emptyFolders(paths, inputs, outcomes, func(out outcome) bool {
			return out.file != nil && out.file.Kind != UnknownKind || out.err != nil
		}, errs, set.Skipped)...)
	}
	var first string
	if i := slices.IndexFunc(files, func(f *File) bool { return f.Kind != UnknownKind }); i >= 0 {
		first = files[i].Path
	}
	set.group(files, o)
	if !o.Lenient && len(set.Accounts) == 0 && len(set.Errors) == 0 && first != "" {
		// Nothing but manifests was read.
		set.Errors = append(set.Errors, wholeFile(first, "a manifest alone: name the folder with the exports that it speaks of"))
	}
	slices.Sort(set.Skipped)
	slices.SortStableFunc(set.Errors, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Message, b.Message))
	})
	return set
}

// emptyFolders reports the named folders in which nothing was found, most
// likely the wrong ones.
func emptyFolders[T any](paths []string, inputs []input, outcomes []T, found func(T) bool, errs []*Error, skipped []string) []*Error {
	if len(errs) > 0 {
		return nil
	}
	filled := make(map[string]bool)
	for i, in := range inputs {
		if in.named || found(outcomes[i]) {
			filled[in.root] = true
		}
	}
	var empty []*Error
	for _, p := range paths {
		if clean := path.Clean(p); !filled[clean] && isFolder(clean) {
			empty = append(empty, emptyFolder(clean, skipped))
		}
	}
	return empty
}

// load reads one file and its content. It returns neither a file nor an error
// for one that may be skipped, and a file without a kind for one that only the
// manifest can tell the kind of.
func load(in input, o Options) (*File, *Error) {
	skippable := !in.named || o.Lenient
	f, err := readFile(in, o)
	if err != nil {
		return nil, err
	}
	head := bytes.TrimSpace(f.Text[:min(len(f.Text), 4096)])
	switch {
	case len(head) == 0:
		return nil, wholeFile(f.Path, "the file is empty, expected an AWS export or a policy document (a command that failed may have left it: run it again)")
	case isErrorText(head):
		err = f.readErrorText()
	case isCredentialCSV(head):
		f.Kind = CredentialReportKind
		err = f.readCredentialCSV()
	case head[0] != '{' && head[0] != '[':
		if skippable {
			return nil, nil
		}
		return nil, notExport(f.Path, f.Text)
	default:
		details := newDetailsReader(f)
		tape, syntax := jsontape.ParseElements(f.Text, details.visit)
		if syntax != nil {
			return nil, f.syntaxError(syntax, skippable, o.Lenient)
		}
		f.tape = tape
		err = f.readJSON(details)
		f.tape = nil
	}
	if err != nil {
		return nil, err
	}
	if f.Kind == UnknownKind {
		switch {
		case f.couldBe != UnknownKind:
			return f, nil // the manifest may know it
		case skippable:
			return nil, nil
		}
		return nil, notExport(f.Path, f.Text)
	}
	return f, nil
}

// syntaxError decides about a file that is not JSON: one in a folder is left
// alone if what can be read of it belongs to another program.
func (f *File) syntaxError(err error, skippable, lenient bool) *Error {
	var syntax *jsontape.SyntaxError
	if !errors.As(err, &syntax) {
		return wholeFile(f.Path, "%s", err)
	}
	if skippable && !f.brokenExport(syntax, lenient) {
		return nil
	}
	return errorAt(f.Path, f.Text, syntax.Offset, "not JSON: %s", syntax.Message)
}

// brokenExport says whether a text that is not JSON may have been an export:
// its first keys are those of one, or nothing can be told of it.
func (f *File) brokenExport(syntax *jsontape.SyntaxError, lenient bool) bool {
	keys := syntax.TopLevelKeys()
	if len(keys) == 0 {
		return !lenient && path.Ext(f.Path) == ".json" && !bytes.HasPrefix(f.Text[min(syntax.Offset, len(f.Text)):], []byte("/"))
	}
	return slices.ContainsFunc(keys, isExportKey)
}
