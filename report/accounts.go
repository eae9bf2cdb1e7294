package report

import (
	"github.com/iamlint/iamlint/lint"
)

// An accountReport is the part of a report that is about one account.
type accountReport struct {
	*lint.Account
	findings     []*lint.Finding
	suppressed   []*lint.Finding
	notEvaluated []*lint.NotEvaluated
	errors       []*lint.InputError
}

// byAccount splits a report. There is at least one part; errors in files of no
// account are in the first one.
func byAccount(r *lint.Report) []accountReport {
	parts := make([]accountReport, len(r.Accounts), len(r.Accounts)+1)
	bySource := make(map[*lint.Source]int)
	byPath := make(map[string]int)
	byID := make(map[string]int)
	for i := range r.Accounts {
		a := &r.Accounts[i]
		parts[i].Account = a
		for _, s := range a.Sources {
			bySource[s] = i
			byPath[s.Path] = i
		}
		if _, ok := byID[a.ID]; !ok {
			byID[a.ID] = i
		}
	}
	// part is the account with an id, or a new one.
	part := func(id string) int {
		i, ok := byID[id]
		if !ok {
			i = len(parts)
			byID[id] = i
			parts = append(parts, accountReport{Account: &lint.Account{ID: id}})
		}
		return i
	}
	owner := func(f *lint.Finding) *accountReport {
		i, ok := bySource[f.Range.Source]
		if !ok || parts[i].ID != f.Account { // a file may belong to several accounts
			i = part(f.Account)
		}
		return &parts[i]
	}
	for i := range r.Findings {
		p := owner(&r.Findings[i])
		p.findings = append(p.findings, &r.Findings[i])
	}
	for i := range r.Suppressed {
		p := owner(&r.Suppressed[i])
		p.suppressed = append(p.suppressed, &r.Suppressed[i])
	}
	for i := range r.NotEvaluated {
		n := &r.NotEvaluated[i]
		owner := part(n.Account)
		parts[owner].notEvaluated = append(parts[owner].notEvaluated, n)
	}
	if len(parts) == 0 {
		parts = append(parts, accountReport{Account: new(lint.Account)})
	}
	for i := range r.Errors {
		e := &r.Errors[i]
		owner := byPath[e.Path] // the first account where none has the file
		parts[owner].errors = append(parts[owner].errors, e)
	}
	return parts
}

// title names an account for people.
func title(a *lint.Account) string {
	switch {
	case a.Title != "":
		return printable(a.Title)
	case a.ID == "" && a.Alias == "":
		return "no account id"
	case a.ID == "":
		return "no account id (" + printable(a.Alias) + ")"
	case a.Alias == "":
		return "account " + printable(a.ID)
	}
	return "account " + printable(a.ID) + " (" + printable(a.Alias) + ")"
}
