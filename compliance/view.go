package compliance

import (
	"slices"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// A Status is how an account stands to a control.
type Status string

// The statuses.
const (
	Pass         Status = "pass"          // all of its rules were evaluated and found nothing
	Fail         Status = "fail"          // a rule found something
	Accepted     Status = "accepted"      // all that was found is accepted by a suppression or baseline
	NotEvaluated Status = "not evaluated" // nothing was found, but an export is missing
	Manual       Status = "manual"        // people have to judge
)

// Statuses are all statuses in the order of summaries.
func Statuses() []Status { return []Status{Fail, Accepted, NotEvaluated, Manual, Pass} }

// A View is how one account stands to a framework.
type View struct {
	Account *lint.Account
	Results []Result // in the order of the framework
}

// A Result is how the account stands to one control.
type Result struct {
	Control
	Status   Status
	Rules    []*rule.Rule
	Findings []*lint.Finding // that count
	Accepted []*lint.Finding
	Needs    []string // exports that are missing
}

// RulesOf are the rules that belong to a framework.
func RulesOf(f Framework, all []*rule.Rule) []*rule.Rule {
	var list []*rule.Rule
	for _, r := range all {
		if slices.ContainsFunc(f.Controls, func(c Control) bool { return c.has(f, r) }) {
			list = append(list, r)
		}
	}
	return list
}

// has says whether a rule belongs to the control.
func (c Control) has(f Framework, r *rule.Rule) bool {
	return slices.Contains(r.References, f.ID+":"+c.ID) || slices.Contains(c.Also, r.ID)
}

// Of views a report in which all rules of the framework ran, for each account.
// A finding that a graver one at the same place silences counts, too.
func Of(f Framework, report *lint.Report) []View { return newIndex(report).views(f) }

func (x *index) views(f Framework) []View {
	report := x.report
	var views []View
	for i := range report.Accounts {
		account := &report.Accounts[i]
		if account.Title != "" {
			continue // what belongs to no account
		}
		view := View{Account: account}
		for _, c := range f.Controls {
			view.Results = append(view.Results, x.judge(f, c, account))
		}
		views = append(views, view)
	}
	return views
}

func (x *index) judge(f Framework, c Control, account *lint.Account) Result {
	result := Result{Control: c}
	for _, r := range x.report.Rules {
		if c.has(f, r) {
			result.Rules = append(result.Rules, r)
		}
	}
	if len(result.Rules) == 0 {
		result.Status = Manual
		return result
	}
	for _, r := range result.Rules {
		of := x.ofRules[ruleOf{r, account.ID}]
		if of == nil {
			continue
		}
		result.Findings = append(result.Findings, of.findings...)
		result.Accepted = append(result.Accepted, of.accepted...)
		for _, need := range of.needs {
			if !slices.Contains(result.Needs, need) {
				result.Needs = append(result.Needs, need)
			}
		}
	}
	switch {
	case len(result.Findings) > 0:
		result.Status = Fail
	case len(result.Needs) > 0:
		result.Status = NotEvaluated
	case len(result.Accepted) > 0:
		result.Status = Accepted
	default:
		result.Status = Pass
	}
	return result
}

// An index finds what a report says of a rule in an account.
type index struct {
	report  *lint.Report
	ofRules map[ruleOf]*outcome
}

type ruleOf struct {
	rule    *rule.Rule
	account string
}

type outcome struct {
	findings, accepted []*lint.Finding
	needs              []string
}

func newIndex(report *lint.Report) *index {
	x := &index{report, make(map[ruleOf]*outcome)}
	of := func(r *rule.Rule, account string) *outcome {
		key := ruleOf{r, account}
		if x.ofRules[key] == nil {
			x.ofRules[key] = new(outcome)
		}
		return x.ofRules[key]
	}
	for _, list := range [][]lint.Finding{report.Findings, report.Subsumed} {
		for i := range list {
			o := of(list[i].Rule, list[i].Account)
			o.findings = append(o.findings, &list[i])
		}
	}
	for i := range report.Suppressed {
		o := of(report.Suppressed[i].Rule, report.Suppressed[i].Account)
		o.accepted = append(o.accepted, &report.Suppressed[i])
	}
	for _, n := range report.NotEvaluated {
		o := of(n.Rule, n.Account)
		o.needs = append(o.needs, n.Needs...)
	}
	return x
}

// Count is how many controls of a view have a status.
func (v View) Count(s Status) int {
	n := 0
	for _, r := range v.Results {
		if r.Status == s {
			n++
		}
	}
	return n
}
