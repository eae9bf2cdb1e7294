package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// A gap is what rules wait for that the same commands fetch.
type gap struct {
	needs    []string // as the rules name them, most wanted first
	rules    []*rule.Rule
	accounts []string // ids of those that lack it
	commands []string
	other    bool // what only the commands for everything fetch
}

// gaps groups what could not be judged by the commands that fetch it, those
// first for which most rules wait, and last what only those for everything
// fetch. A rule that lacks two exports is in both groups.
func gaps(list []*lint.NotEvaluated, o Options) []gap {
	type group struct {
		gap
		waiting map[string]int // rules and accounts, by need
	}
	var groups []*group
	byCommands := make(map[string]*group)
	for _, n := range list {
		for _, need := range n.Needs {
			var fetch []string
			if o.Commands != nil {
				fetch = o.Commands(need)
			}
			key := strings.Join(fetch, "\n")
			g := byCommands[key]
			if g == nil {
				g = &group{gap{commands: fetch}, make(map[string]int)}
				if key == "" {
					g.commands, g.other = o.AllCommands, true
				}
				byCommands[key] = g
				groups = append(groups, g)
			}
			if g.waiting[need]++; g.waiting[need] == 1 {
				g.needs = append(g.needs, need)
			}
			if !slices.Contains(g.rules, n.Rule) {
				g.rules = append(g.rules, n.Rule)
			}
			if !slices.Contains(g.accounts, n.Account) {
				g.accounts = append(g.accounts, n.Account)
			}
		}
	}
	all := make([]gap, len(groups))
	for i, g := range groups {
		slices.SortFunc(g.needs, func(a, b string) int { return cmp.Or(g.waiting[b]-g.waiting[a], cmp.Compare(a, b)) })
		slices.SortFunc(g.rules, func(a, b *rule.Rule) int { return cmp.Compare(a.ID, b.ID) })
		all[i] = g.gap
	}
	slices.SortStableFunc(all, func(a, b gap) int {
		if a.other != b.other {
			if a.other {
				return 1
			}
			return -1
		}
		return cmp.Or(len(b.rules)-len(a.rules), cmp.Compare(a.needs[0], b.needs[0]))
	})
	return all
}

// fetching are the commands that export all that a rule needs.
func fetching(needs []string, o Options) []string {
	list := []string{}
	for _, need := range needs {
		fetch := o.AllCommands
		if o.Commands != nil {
			if own := o.Commands(need); own != nil {
				fetch = own
			}
		}
		for _, command := range fetch {
			if !slices.Contains(list, command) {
				list = append(list, command)
			}
		}
	}
	return list
}

// fetch is how people type the commands: in one line.
func fetch(commands []string) string { return strings.Join(commands, " && ") }

// name is what a gap is about, for people. Needs that the same commands meet
// are parts of one export, which the shortest names.
func (g *gap) name() string {
	return slices.MinFunc(g.needs, func(a, b string) int { return cmp.Or(len(a)-len(b), cmp.Compare(a, b)) })
}
