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
func Of(f Framework, report *lint.Report) []View {
	var views []View
	for i := range report.Accounts {
		account := &report.Accounts[i]
		if account.Title != "" {
			continue // what belongs to no account
		}
		view := View{Account: account}
		for _, c := range f.Controls {
			view.Results = append(view.Results, judge(f, c, account, report))
		}
		views = append(views, view)
	}
	return views
}

func judge(f Framework, c Control, account *lint.Account, report *lint.Report) Result {
	result := Result{Control: c}
	for _, r := range report.Rules {
		if c.has(f, r) {
			result.Rules = append(result.Rules, r)
		}
	}
	if len(result.Rules) == 0 {
		result.Status = Manual
		return result
	}
	mine := func(list []lint.Finding) (found []*lint.Finding) {
		for i := range list {
			if list[i].Account == account.ID && slices.Contains(result.Rules, list[i].Rule) {
				found = append(found, &list[i])
			}
		}
		return found
	}
	result.Findings = append(mine(report.Findings), mine(report.Subsumed)...)
	result.Accepted = mine(report.Suppressed)
	for _, n := range report.NotEvaluated {
		if n.Account != account.ID || !slices.Contains(result.Rules, n.Rule) {
			continue
		}
		for _, need := range n.Needs {
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
