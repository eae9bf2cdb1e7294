package check_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/report"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
)

// TestCorpus lints every file of a folder of real exports, which
// IAMLINT_CORPUS names: each is either linted or refused with a place.
func TestCorpus(t *testing.T) {
	corpus := os.Getenv("IAMLINT_CORPUS")
	if corpus == "" {
		t.Skip("IAMLINT_CORPUS names no folder of real exports")
	}
	settings := rule.DefaultSettings()
	linted, refused := 0, 0
	err := filepath.WalkDir(corpus, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		set := account.Load([]string{path}, account.Options{})
		result := check.Run(set, check.Options{Rules: rules.All(), Settings: &settings})
		for _, e := range result.Errors {
			if e.Path == "" || e.Line < 1 || e.Column < 1 || e.Message == "" {
				t.Errorf("%s: an error without its place: %+v", path, e)
			}
		}
		switch {
		case len(set.Errors) > 0:
			refused++
		case len(set.Accounts) > 0:
			linted++
		default:
			t.Errorf("%s: neither linted nor refused", path)
		}
		if len(result.Errors) > len(set.Errors) {
			t.Errorf("%s: a rule failed: %+v", path, result.Errors)
		}
		for _, format := range report.Formats() {
			if err := report.Write(discard{}, format, result, report.Options{}); err != nil {
				t.Errorf("%s: %s: %v", path, format, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if linted == 0 {
		t.Error("nothing was linted")
	}
	t.Logf("%d files linted, %d refused", linted, refused)
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
