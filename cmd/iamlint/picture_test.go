package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/internal/termpicture"
)

// TestPicture holds that the picture in the README is what iamlint says.
func TestPicture(t *testing.T) {
	path, err := filepath.Abs("../../docs/images/check.svg")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../../testdata/accounts")
	args := []string{"check", "--no-config", "--color", "always", "--only", "trust-any-principal,user-shared-name,root-used-daily,policy-admin-wildcard", "sloppy"}
	var out, errs bytes.Buffer
	if code := run(args, strings.NewReader(""), &out, &errs); code != exitFindings {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	got := termpicture.SVG("$ iamlint check sloppy\n\n"+out.String(), 118)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s is not what iamlint says now; run go test ./cmd/iamlint -update", path)
	}
}
