package main

import (
	"bytes"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// guideBlock is a block of a guide with the comment before it, which says that
// it is a file, or a command with the exit code; -update writes what commands say.
var guideBlock = regexp.MustCompile("(?s)<!-- (file|run) (\\S+) -->\n```[a-z]+\n(.*?)```\n")

// TestCompareGuide runs the commands of the guide to comparisons.
func TestCompareGuide(t *testing.T) {
	const guide = "../../docs/guide/compare.md"
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	home, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	commands := 0
	got := guideBlock.ReplaceAllStringFunc(string(text), func(block string) string {
		part := guideBlock.FindStringSubmatch(block)
		if part[1] == "file" {
			if err := os.WriteFile(part[2], []byte(part[3]), 0o644); err != nil {
				t.Fatal(err)
			}
			return block
		}
		commands++
		command, _, _ := strings.Cut(part[3], "\n")
		var args []string
		for _, arg := range strings.Fields(strings.TrimPrefix(command, "$ iamlint ")) {
			args = append(args, strings.Trim(arg, "'"))
		}
		var out, errs bytes.Buffer
		if code := run(args, strings.NewReader(""), &out, &errs); strconv.Itoa(code) != part[2] {
			t.Errorf("%s ends with %d: %s", command, code, errs.String())
		}
		return strings.Replace(block, part[3], command+"\n"+out.String(), 1)
	})
	if commands < 4 {
		t.Errorf("%d commands", commands)
	}
	t.Chdir(home)
	if *update {
		if err := os.WriteFile(guide, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(text), got); diff != "" {
		t.Errorf("%s differs (-want +got); if that is meant, run go test ./cmd/iamlint -update\n%s", guide, diff)
	}
}
