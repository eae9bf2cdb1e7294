package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// maxFiles is how many files of an account the summary names.
const maxFiles = 5

// summary keeps apart what was found, what could not be judged, what failed
// and what is not shown: only all of them together say how an account stands.
func (t *textWriter) summary() {
	t.countFindings()
	t.fixable()
	if !t.o.Quiet {
		t.notEvaluated()
	}
	if n := len(t.r.Errors); n > 0 {
		t.printf("%s\n", t.paint(red, plural(n, "error", "errors")))
	}
	if t.o.Quiet {
		return
	}
	if n := len(t.r.Suppressed); n > 0 {
		t.printf("%s suppressed%s\n", plural(n, "finding", "findings"), t.suppressedBy())
	}
	if n := t.r.Hidden; n > 0 {
		t.printf("%s hidden by the asked severity or persona\n", plural(n, "finding", "findings"))
	}
	if n := t.r.LeftOut; n > 0 {
		t.printf("%s for auditors left out (--persona auditor)\n", plural(n, "rule", "rules"))
	}
	if n := t.r.Skipped; n > 0 {
		t.printf("%s skipped: not exports\n", plural(n, "file", "files"))
	}
	t.files()
}

// suppressedBy tells by what, where it is not only the configuration.
func (t *textWriter) suppressedBy() string {
	known := 0
	for i := range t.r.Suppressed {
		if t.r.Suppressed[i].Suppressed.By == lint.ByBaseline {
			known++
		}
	}
	switch known {
	case 0:
		return " by the configuration"
	case len(t.r.Suppressed):
		return " by the baseline"
	}
	return fmt.Sprintf(": %d by the configuration, %d by the baseline", len(t.r.Suppressed)-known, known)
}

// fixable says how many findings a command mends.
func (t *textWriter) fixable() {
	safe, unsafe := 0, 0
	for i := range t.r.Findings {
		for k, f := range t.r.Findings[i].Fixes {
			switch {
			case f.Safe:
				safe++
			case k == len(t.r.Findings[i].Fixes)-1:
				unsafe++
			default:
				continue
			}
			break
		}
	}
	if safe > 0 {
		t.printf("%s fixable with --fix\n", plural(safe, "finding is", "findings are"))
	}
	if unsafe > 0 {
		t.printf("%s fixable with --fix --unsafe-fixes, to be looked at\n", plural(unsafe, "finding is", "findings are"))
	}
}

func (t *textWriter) countFindings() {
	if n := len(t.r.Findings); n > 0 {
		counts := countSeverities(t.r)
		var parts []string
		for _, s := range slices.Backward(rule.Severities()) {
			if counts[s] > 0 {
				parts = append(parts, t.paint(severityColor(s), fmt.Sprintf("%d %s", counts[s], s)))
			}
		}
		t.printf("%s: %s\n", t.paint(bold, plural(n, "finding", "findings")), strings.Join(parts, ", "))
		return
	}
	if t.o.Quiet {
		return
	}
	files := lintedFiles(t.r)
	if files == 0 {
		t.printf("nothing was linted: no exports among the inputs\n")
		return
	}
	t.printf("%s\n", t.paint(bold, "no findings in "+plural(files, "file", "files")))
}

// lintedFiles is how many exports were linted.
func lintedFiles(r *lint.Report) (n int) {
	for i := range r.Accounts {
		if a := &r.Accounts[i]; a.Title == "" { // the configuration is no export
			n += len(a.Sources)
		}
	}
	return n
}

// policyDocument is the kind of a source that tells of no account.
const policyDocument = "policy-document"

// documentsOnly are the accounts of which nothing but policy documents was
// given: that most rules have nothing to judge there is no gap in an export.
func (t *textWriter) documentsOnly() map[string]bool {
	only := make(map[string]bool)
	for i := range t.r.Accounts {
		a := &t.r.Accounts[i]
		if a.Title != "" {
			continue // no account, but the configuration
		}
		only[a.ID] = len(a.Sources) > 0 && !slices.ContainsFunc(a.Sources, func(s *lint.Source) bool { return s.Kind != policyDocument })
	}
	return only
}

// maxGaps is how many missing exports the summary names: those for which
// several rules wait.
const maxGaps = 4

// notEvaluated says what is missing, how many rules wait for it, and what
// fetches it. A rule that lacks two exports counts in both lines.
func (t *textWriter) notEvaluated() {
	documentsOnly := t.documentsOnly()
	ofAccounts := make(map[*rule.Rule]bool) // that policy documents alone leave without anything to judge
	waiting := make(map[*rule.Rule]bool)
	var list []*lint.NotEvaluated
	for i := range t.r.NotEvaluated {
		n := &t.r.NotEvaluated[i]
		if documentsOnly[n.Account] && !t.o.Verbose {
			ofAccounts[n.Rule] = true
			continue
		}
		waiting[n.Rule] = true
		list = append(list, n)
	}
	if n := len(ofAccounts); n > 0 {
		where := "only policy documents were given"
		if len(list) > 0 {
			where = "where only policy documents were given"
		}
		t.printf("%s\n", t.paint(yellow, plural(n, "rule", "rules")+" about accounts not evaluated: "+where))
	}
	if len(list) == 0 {
		return
	}
	t.printf("%s\n", t.paint(yellow, plural(len(waiting), "rule", "rules")+" not evaluated for lack of exports:"))
	all := gaps(list, t.o)
	shown, rest := all, []gap(nil)
	if !t.o.Verbose && (len(all) > maxGaps || all[len(all)-1].other) {
		n := 0
		for n < min(maxGaps, len(all)-1) && len(all[n].rules) > 1 {
			n++
		}
		shown, rest = all[:n], all[n:]
	}
	digits := len(strconv.Itoa(len(waiting)))
	for i := range shown {
		t.gap(&shown[i], digits)
	}
	if len(rest) > 0 {
		t.otherGaps(rest, digits)
	}
}

// gap writes what one export would let rules judge.
func (t *textWriter) gap(g *gap, digits int) {
	names := []string{g.name()}
	if t.o.Verbose {
		names = g.needs
	}
	t.missing(len(g.rules), digits, "the "+printable(strings.Join(names, ", the ")), t.in(len(g.accounts)), g.commands)
	if t.o.Verbose {
		ids := make([]string, len(g.rules))
		for i, r := range g.rules {
			ids[i] = r.ID
		}
		t.list(ids, digits+3)
	}
}

// otherGaps writes one line for all that the others did not name.
func (t *textWriter) otherGaps(rest []gap, digits int) {
	waiting := make(map[*rule.Rule]bool)
	others, accounts := -1, make(map[string]bool)
	for _, g := range rest {
		others += len(g.needs)
		for _, r := range g.rules {
			waiting[r] = true
		}
		for _, a := range g.accounts {
			accounts[a] = true
		}
	}
	most := slices.MaxFunc(rest, func(a, b gap) int { return len(a.rules) - len(b.rules) })
	what := "the " + printable(most.needs[0])
	if others > 0 {
		what += " and " + plural(others, "other export", "other exports") + " (-v names them)"
	}
	t.missing(len(waiting), digits, what, t.in(len(accounts)), t.o.AllCommands)
}

func (t *textWriter) missing(rules, digits int, what, where string, commands []string) {
	verb := "need"
	if rules == 1 {
		verb = "needs"
	}
	line := fmt.Sprintf("  %*d %s %s%s", digits, rules, verb, what, where)
	if len(commands) > 0 {
		line += ": " + fetch(commands)
	}
	t.printf("%s\n", line)
}

// in says how many of several accounts something is about.
func (t *textWriter) in(accounts int) string {
	of := 0
	for i := range t.r.Accounts {
		if t.r.Accounts[i].Title == "" {
			of++
		}
	}
	if of < 2 {
		return ""
	}
	return fmt.Sprintf(", in %d of %d accounts", accounts, of)
}

// list writes words separated by commas, wrapped, indented by some columns.
func (t *textWriter) list(words []string, indent int) {
	margin := strings.Repeat(" ", indent)
	line := margin
	for i, word := range words {
		if i < len(words)-1 {
			word += ","
		}
		if line != margin && len(line)+1+len(word) > t.o.Width {
			t.printf("%s\n", line)
			line = margin
		}
		if line != margin {
			line += " "
		}
		line += word
	}
	t.printf("%s\n", line)
}

// files says which files were read for which account, and the day they speak of.
func (t *textWriter) files() {
	for i := range t.r.Accounts {
		a := &t.r.Accounts[i]
		shown := a.Sources
		if !t.o.Verbose && len(shown) > maxFiles {
			shown = shown[:maxFiles]
		}
		t.printf("%s read: %s%s\n", plural(len(a.Sources), "file", "files"), title(a), asOf(a))
		width := 0
		for _, s := range shown {
			width = max(width, len(s.Kind))
		}
		for _, s := range shown {
			t.printf("  %-*s  %s\n", width, s.Kind, printable(s.Path))
		}
		if n := len(a.Sources) - len(shown); n > 0 {
			t.printf("  and %d more\n", n)
		}
	}
}

func asOf(a *lint.Account) string {
	if a.AsOf.IsZero() {
		return ""
	}
	at := a.AsOf.UTC()
	layout := time.RFC3339
	if at.Equal(at.Truncate(rule.Days(1))) {
		layout = time.DateOnly
	}
	return fmt.Sprintf(", as of %s (%s)", at.Format(layout), printable(a.AsOfSource))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
