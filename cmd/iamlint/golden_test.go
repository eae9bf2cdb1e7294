package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden reports of the example accounts anew")

// TestGolden holds what iamlint says about the example accounts, in the
// formats that people and programs read most.
func TestGolden(t *testing.T) {
	golden, err := filepath.Abs("../../testdata/golden")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../../testdata/accounts")
	accounts, err := filepath.Glob("*")
	if err != nil || len(accounts) < 3 {
		t.Fatalf("%d example accounts (%v)", len(accounts), err)
	}
	for _, account := range accounts {
		for _, format := range []string{"text", "json", "sarif"} {
			t.Run(account+"."+format, func(t *testing.T) {
				var out, errs bytes.Buffer
				if code := run([]string{"check", "--no-config", "--fail-on", "never", "--format", format, account}, strings.NewReader(""), &out, &errs); code != 0 {
					t.Fatalf("exit code %d: %s", code, errs.String())
				}
				path := filepath.Join(golden, account+"."+format)
				if *update {
					if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), out.String()); diff != "" {
					t.Errorf("%s differs (-want +got); if that is meant, run go test ./cmd/iamlint -update\n%s", path, diff)
				}
			})
		}
	}
}
