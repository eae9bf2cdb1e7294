package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadme runs the command of the README that lints an example account, and
// holds that the links into the repository lead somewhere.
func TestReadme(t *testing.T) {
	t.Chdir("../..")
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	command := regexp.MustCompile("(?m)^go run ./cmd/iamlint (check .*)$").FindSubmatch(text)
	if command == nil {
		t.Fatal("no command that lints an example account")
	}
	var out, errs bytes.Buffer
	if code := run(strings.Fields(string(command[1])), strings.NewReader(""), &out, &errs); code != exitClean {
		t.Errorf("%s ends with %d: %s", command[1], code, errs.String())
	}
	if !strings.Contains(out.String(), "[root-mfa-missing]") {
		t.Errorf("%s finds nothing:\n%s", command[1], out.String())
	}
	for _, link := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllSubmatch(text, -1) {
		if _, err := os.Stat(string(link[1])); err != nil {
			t.Errorf("the link to %s leads nowhere", link[1])
		}
	}
}
