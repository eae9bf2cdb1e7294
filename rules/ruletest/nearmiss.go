package ruletest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/iamlint/iamlint/rules/rule"
)

// silent is the name of the file of a case that lists its near-misses.
const silent = "silent"

// A NearMiss is a reason for silence and the change to a case that shows it.
type NearMiss struct {
	Reason  string
	Changes []Change
}

// A Change replaces a text that occurs once in a case.
type Change struct{ Old, New string }

// TakeNearMisses takes the list of near-misses out of a case.
func TakeNearMisses(archive *txtar.Archive) ([]NearMiss, error) {
	at := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == silent })
	if at < 0 {
		return nil, nil
	}
	list := string(archive.Files[at].Data)
	archive.Files = slices.Delete(archive.Files, at, at+1)
	var misses []NearMiss
	for entry := range strings.SplitSeq(strings.Trim(list, "\n"), "\n\n") {
		miss, err := parseNearMiss(entry)
		if err != nil {
			return nil, err
		}
		misses = append(misses, miss)
	}
	return misses, nil
}

// parseNearMiss reads a reason and the lines to take out and to put in behind it.
func parseNearMiss(entry string) (NearMiss, error) {
	reason, changes, _ := strings.Cut(strings.Trim(entry, "\n"), "\n")
	miss := NearMiss{Reason: reason}
	sign := byte('+')
	for line := range strings.SplitSeq(changes, "\n") {
		if len(line) < 3 || line[1] != ' ' || line[0] != '-' && (line[0] != '+' || miss.Changes == nil) {
			return NearMiss{}, fmt.Errorf("near-miss %q: not a change: %q", reason, line)
		}
		if line[0] == '-' && sign == '+' {
			miss.Changes = append(miss.Changes, Change{})
		}
		sign = line[0]
		text := &miss.Changes[len(miss.Changes)-1].Old
		if sign == '+' {
			text = &miss.Changes[len(miss.Changes)-1].New
		}
		if *text != "" {
			*text += "\n"
		}
		*text += line[2:]
	}
	return miss, nil
}

// apply makes the changes to a case. They may concern its comment and the names
// of its files, too, but break no file.
func (m NearMiss) apply(archive *txtar.Archive) (*txtar.Archive, error) {
	text := string(txtar.Format(archive))
	for _, c := range m.Changes {
		if n := strings.Count(text, c.Old); n != 1 {
			return nil, fmt.Errorf("%q occurs %d times in the case", c.Old, n)
		}
		text = strings.Replace(text, c.Old, c.New, 1)
	}
	changed := txtar.Parse([]byte(text))
	if broken := slices.IndexFunc(changed.Files, isBroken); broken >= 0 && !slices.ContainsFunc(archive.Files, isBroken) {
		return nil, fmt.Errorf("the change breaks the syntax of %s", changed.Files[broken].Name)
	}
	return changed, nil
}

func isBroken(f txtar.File) bool { return strings.HasSuffix(f.Name, ".json") && !json.Valid(f.Data) }

// runNearMiss tests that a change to a case in which a rule finds something
// leaves the rule evaluated and takes findings away.
func runNearMiss(t *testing.T, m NearMiss, archive *txtar.Archive, found int, rules []*rule.Rule) {
	changed, err := m.apply(archive)
	if err != nil {
		t.Fatal(err)
	}
	c, err := read(changed)
	if err != nil {
		t.Fatal(err)
	}
	report, err := c.lint(t.TempDir(), rules)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range report.Errors {
		t.Errorf("%s:%d:%d: error: %s", e.Path, e.Line, e.Column, e.Message)
	}
	if lacking := needs(report, rules[0]); lacking != "" {
		t.Errorf("not evaluated, needs %s", lacking)
	}
	left := 0
	for _, f := range report.Findings {
		if f.Rule == rules[0] {
			left++
		}
	}
	if left >= found {
		t.Errorf("the rule finds %d things, of %d without the change", left, found)
	}
}
