// Package seeds gives fuzz tests real inputs to start from: the example
// accounts and, where IAMLINT_CORPUS names a folder, real exports.
package seeds

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// maxSize keeps out what is too large to change usefully in a short run.
const maxSize = 64 << 10

// Add adds the files whose content wanted accepts; nil accepts all.
func Add(f *testing.F, wanted func(text []byte) bool) {
	f.Helper()
	folders := []string{exampleAccounts()}
	if corpus := os.Getenv("IAMLINT_CORPUS"); corpus != "" {
		folders = append(folders, corpus)
	}
	for _, folder := range folders {
		added := 0
		err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			if info, err := entry.Info(); err != nil || info.Size() > maxSize {
				return err
			}
			text, err := os.ReadFile(path)
			if err == nil && (wanted == nil || wanted(text)) {
				f.Add(text)
				added++
			}
			return err
		})
		if err != nil {
			f.Fatal(err)
		}
		if added == 0 && wanted == nil {
			f.Fatalf("no seeds in %s", folder)
		}
	}
}

// exampleAccounts is where the example accounts are, seen from this file.
func exampleAccounts() string {
	_, file, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(file), "..", "..", "testdata", "accounts")
}
