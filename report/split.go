package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/lint"
)

// A Part is what a report says of one account.
type Part struct {
	Name   string // for a file: the account id, or the folder of its exports
	Report *lint.Report
}

// Split makes a report of each account, under names that stay the same from
// run to run. SARIF for GitHub wants that: what is uploaded under one category
// is replaced as a whole, and a file may not hold more than a few accounts.
func Split(r *lint.Report, root string) []Part {
	var parts []Part
	byName := make(map[string]int)
	used := make(map[string]bool)
	for _, a := range byAccount(r) {
		name := runName(a.Account, root)
		i, ok := byName[name]
		if !ok {
			i = len(parts)
			byName[name] = i
			parts = append(parts, Part{unique(fileName(name), used), &lint.Report{Version: r.Version, Rules: r.Rules}})
		}
		p := parts[i].Report
		p.Accounts = append(p.Accounts, *a.Account)
		p.Findings = appendValues(p.Findings, a.findings)
		p.Suppressed = appendValues(p.Suppressed, a.suppressed)
		p.NotEvaluated = appendValues(p.NotEvaluated, a.notEvaluated)
		p.Errors = appendValues(p.Errors, a.errors)
		for i := range r.Subsumed {
			if r.Subsumed[i].Account == a.ID {
				p.Subsumed = append(p.Subsumed, r.Subsumed[i])
			}
		}
	}
	if len(parts) == 1 {
		parts[0].Report = r // with what belongs to no account
	}
	for _, p := range parts {
		if p.Report != r {
			p.Report.Paths = r.Paths.Of(ids(p.Report))
		}
		lint.Sort(p.Report.Findings)
		lint.Sort(p.Report.Suppressed)
	}
	return parts
}

// ids are those of the accounts of a report.
func ids(r *lint.Report) map[string]bool {
	set := make(map[string]bool, len(r.Accounts))
	for i := range r.Accounts {
		set[r.Accounts[i].ID] = true
	}
	return set
}

func appendValues[T any](list []T, pointers []*T) []T {
	list = slices.Grow(list, len(pointers))
	for _, p := range pointers {
		list = append(list, *p)
	}
	return list
}

// fileName is a name that every file system takes.
func fileName(name string) string {
	name = strings.Map(func(c rune) rune {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.':
			return c
		}
		return '-'
	}, name)
	if name = strings.Trim(name, "-."); name == "" {
		return "account"
	}
	return name
}

// unique makes different names of what fileName made equal.
func unique(name string, used map[string]bool) string {
	free := name
	for n := 2; used[free]; n++ {
		free = fmt.Sprintf("%s-%d", name, n)
	}
	used[free] = true
	return free
}
