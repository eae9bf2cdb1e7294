package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// The summary names the exports for which several rules wait, with what fetches
// them, and counts the others.
func TestGaps(t *testing.T) {
	newRule := func(id string) *rule.Rule { return &rule.Rule{Meta: rule.Meta{ID: id}} }
	a, b, c, d := newRule("a"), newRule("b"), newRule("c"), newRule("d")
	commands := func(need string) []string {
		if strings.Contains(need, "report") {
			return []string{"aws make", "aws get"}
		}
		if strings.Contains(need, "list") {
			return []string{"aws list"}
		}
		return nil
	}
	missing := func(r *rule.Rule, needs ...string) lint.NotEvaluated {
		return lint.NotEvaluated{Rule: r, Account: "111122223333", Needs: needs}
	}
	all := []lint.NotEvaluated{missing(a, "report"), missing(b, "row of the report", "policies"), missing(c, "list"), missing(d, "policies")}
	for _, test := range []struct {
		name    string
		missing []lint.NotEvaluated
		verbose bool
		want    []string
	}{
		{"several", all, false, []string{"4 rules not evaluated for lack of exports:", "  2 need the report: aws make && aws get", "  3 need the policies and 1 other export (-v names them): aws all"}},
		{"verbose", all, true, []string{"4 rules not evaluated for lack of exports:", "  2 need the report, the row of the report: aws make && aws get", "    a, b",
			"  1 needs the list: aws list", "    c", "  2 need the policies: aws all", "    b, d"}},
		{"one", all[2:3], false, []string{"1 rule not evaluated for lack of exports:", "  1 needs the list: aws list"}},
	} {
		r := &lint.Report{Accounts: []lint.Account{{ID: "111122223333", Sources: []*lint.Source{{Path: "a.json", Kind: "authorization-details"}}}, {Title: "configuration"}}, NotEvaluated: test.missing}
		text := string(write(t, "text", r, Options{Verbose: test.verbose, Commands: commands, AllCommands: []string{"aws all"}}))
		_, text, _ = strings.Cut(text, "no findings in 1 file\n")
		text, _, _ = strings.Cut(text, "\n1 file read")
		if diff := cmp.Diff(test.want, strings.Split(text, "\n")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", test.name, diff)
		}
	}
	if got := fetching([]string{"list", "policies", "row of the report"}, Options{Commands: commands, AllCommands: []string{"aws all"}}); strings.Join(got, ", ") != "aws list, aws all, aws make, aws get" {
		t.Errorf("fetching %q", got)
	}
}
