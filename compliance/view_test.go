package compliance

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

func TestOf(t *testing.T) {
	one := &rule.Rule{Meta: rule.Meta{ID: "one", References: []string{"x:1", "x:2"}}}
	two := &rule.Rule{Meta: rule.Meta{ID: "two", References: []string{"x:2", "x:3"}}}
	three := &rule.Rule{Meta: rule.Meta{ID: "three", References: []string{"x:4"}}}
	f := Framework{ID: "x", Controls: []Control{{ID: "1"}, {ID: "2"}, {ID: "3"}, {ID: "4"}, {ID: "5", Manual: "people"}, {ID: "6", Also: []string{"three"}}}}
	at := func(r *rule.Rule) []lint.Finding { return []lint.Finding{{Rule: r, Account: "a"}} }
	for name, test := range map[string]struct {
		report lint.Report
		want   []Status
	}{
		"nothing found":   {lint.Report{}, []Status{Pass, Pass, Pass, Pass, Manual, Pass}},
		"found":           {lint.Report{Findings: at(one)}, []Status{Fail, Fail, Pass, Pass, Manual, Pass}},
		"silenced":        {lint.Report{Subsumed: at(three)}, []Status{Pass, Pass, Pass, Fail, Manual, Fail}},
		"accepted":        {lint.Report{Suppressed: at(two)}, []Status{Pass, Accepted, Accepted, Pass, Manual, Pass}},
		"of another":      {lint.Report{Findings: []lint.Finding{{Rule: one, Account: "b"}}}, []Status{Pass, Pass, Pass, Pass, Manual, Pass}},
		"not evaluated":   {lint.Report{NotEvaluated: []lint.NotEvaluated{{Rule: two, Account: "a", Needs: []string{"report"}}}}, []Status{Pass, NotEvaluated, NotEvaluated, Pass, Manual, Pass}},
		"found and not":   {lint.Report{Findings: at(one), NotEvaluated: []lint.NotEvaluated{{Rule: two, Account: "a", Needs: []string{"report"}}}}, []Status{Fail, Fail, NotEvaluated, Pass, Manual, Pass}},
		"accepted or not": {lint.Report{Suppressed: at(one), NotEvaluated: []lint.NotEvaluated{{Rule: two, Account: "a", Needs: []string{"report"}}}}, []Status{Accepted, NotEvaluated, NotEvaluated, Pass, Manual, Pass}},
	} {
		t.Run(name, func(t *testing.T) {
			report := test.report
			report.Rules = []*rule.Rule{one, two, three}
			report.Accounts = []lint.Account{{ID: "a"}, {Title: "configuration"}}
			views := Of(f, &report)
			if len(views) != 1 {
				t.Fatalf("%d views", len(views))
			}
			var got []Status
			for _, r := range views[0].Results {
				got = append(got, r.Status)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestFind(t *testing.T) {
	for _, id := range IDs() {
		if f, err := Find(id); err != nil || f.ID != id || len(f.Controls) == 0 {
			t.Errorf("%s: %v", id, err)
		}
	}
	if _, err := Find("cis-99"); err == nil {
		t.Error("there is no cis-99")
	}
}
