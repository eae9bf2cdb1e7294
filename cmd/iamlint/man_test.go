package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra/doc"

	"github.com/iamlint/iamlint/catalog"
)

// TestManPages holds that docs/man has the manual page of each command, made
// from the command itself. The pages carry the date of the facts about AWS that
// iamlint knows, not that of the clock.
func TestManPages(t *testing.T) {
	date, err := time.Parse(time.RFC3339, catalog.Default().Source().Updated)
	if err != nil {
		t.Fatal(err)
	}
	root := newRoot()
	root.DisableAutoGenTag = true
	root.InitDefaultCompletionCmd()
	made := t.TempDir()
	header := &doc.GenManHeader{Section: "1", Date: &date, Source: "iamlint", Manual: "iamlint"}
	if err := doc.GenManTree(root, header, made); err != nil {
		t.Fatal(err)
	}
	const kept = "../../docs/man"
	if *update {
		if err := os.RemoveAll(kept); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(kept, os.DirFS(made)); err != nil {
			t.Fatal(err)
		}
	}
	names := pageNames(t, made)
	if diff := cmp.Diff(names, pageNames(t, kept)); diff != "" {
		t.Errorf("pages in docs/man; run go test ./cmd/iamlint -update (-want +got):\n%s", diff)
	}
	for _, name := range names {
		want, err := os.ReadFile(filepath.Join(made, name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join(kept, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want, got) {
			t.Errorf("docs/man/%s is not what the command says; run go test ./cmd/iamlint -update", name)
		}
	}
}

func pageNames(t *testing.T, folder string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(paths) < 10 {
		t.Errorf("%d pages in %s (%v)", len(paths), folder, err)
	}
	for i, path := range paths {
		paths[i] = filepath.Base(path)
	}
	return slices.Sorted(slices.Values(paths))
}
