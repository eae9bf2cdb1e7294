package report

import (
	"bufio"
	"cmp"
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

const (
	// maxMarkdown is what stays below the 65,536 characters of a comment on
	// GitHub, counted in bytes to be on the safe side, with space for the end.
	maxMarkdown = 65000
	// maxMarkdownRows is how many findings of a rule a comment lists.
	maxMarkdownRows = 50
)

// writeMarkdown writes a comment for a pull request: counts, then each rule
// with its findings, the gravest first, to be unfolded. What does not fit is
// counted at the end.
func writeMarkdown(w *bufio.Writer, r *lint.Report, o Options) error {
	m := markdownWriter{o: o, places: locate(r)}
	m.summary(r)
	for i := range r.Accounts {
		m.several = m.several || r.Accounts[i].ID != r.Accounts[0].ID
	}
	m.add("\n")
	left := 0
	for _, group := range byRule(r.Findings) {
		if left > 0 || !m.add(m.group(group)) {
			left += len(group)
		}
	}
	w.WriteString(m.text.String())
	if left > 0 {
		fmt.Fprintf(w, "\n%s left out, because GitHub takes comments of 65,536 characters. The reports in the formats html and sarif have all.\n",
			plural(left, "more finding is", "more findings are"))
	}
	return nil
}

type markdownWriter struct {
	o      Options
	places places
	text   strings.Builder

	several bool // accounts
}

// add adds a piece if it fits.
func (m *markdownWriter) add(piece string) bool {
	if m.text.Len()+len(piece) > maxMarkdown {
		return false
	}
	m.text.WriteString(piece)
	return true
}

func (m *markdownWriter) summary(r *lint.Report) {
	switch n := len(r.Findings); {
	case n == 0 && lintedFiles(r) == 0:
		m.add("## iamlint: nothing was linted\n")
	case n == 0:
		m.add("## iamlint: no findings\n")
	default:
		counts := countSeverities(r)
		head, line, row := "|", "|", "|"
		for _, s := range slices.Backward(rule.Severities()) {
			head, line, row = head+" "+s.String()+" |", line+" ---: |", row+fmt.Sprintf(" %d |", counts[s])
		}
		m.add(fmt.Sprintf("## iamlint: %s\n\n%s\n%s\n%s\n", plural(n, "finding", "findings"), head, line, row))
	}
	var notes []string
	if rules := notEvaluatedRules(r); rules > 0 {
		notes = append(notes, plural(rules, "rule", "rules")+" not evaluated")
	}
	if n := len(r.Suppressed); n > 0 {
		notes = append(notes, plural(n, "finding", "findings")+" suppressed")
	}
	if r.Hidden > 0 {
		notes = append(notes, plural(r.Hidden, "finding", "findings")+" hidden by the asked severity or persona")
	}
	if r.LeftOut > 0 {
		notes = append(notes, plural(r.LeftOut, "rule", "rules")+" for auditors left out")
	}
	if len(notes) > 0 {
		m.add("\n" + strings.Join(notes, ", ") + ".\n")
	}
	for i, e := range r.Errors {
		line := fmt.Sprintf("\n**Error** in `%s`, line %d: %s\n", codeSpan(e.Path), e.Line, inline(cutText(e.Message, maxCell)))
		if i == maxMarkdownRows || m.text.Len()+len(line) > maxMarkdown/2 {
			m.add(fmt.Sprintf("\n**And %s.**\n", plural(len(r.Errors)-i, "more error", "more errors")))
			break
		}
		m.add(line)
	}
}

func notEvaluatedRules(r *lint.Report) int {
	rules := make(map[*rule.Rule]bool)
	for _, n := range r.NotEvaluated {
		rules[n.Rule] = true
	}
	return len(rules)
}

// byRule gathers findings by rule and severity, the gravest first.
func byRule(findings []lint.Finding) [][]*lint.Finding {
	type key struct {
		id       string
		severity rule.Severity
	}
	groups := make(map[key][]*lint.Finding)
	for i := range findings {
		f := &findings[i]
		k := key{f.Rule.ID, f.Severity()}
		groups[k] = append(groups[k], f)
	}
	list := make([][]*lint.Finding, 0, len(groups))
	for _, k := range slices.SortedFunc(maps.Keys(groups), func(a, b key) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(a.id, b.id))
	}) {
		list = append(list, groups[k])
	}
	return list
}

// maxCell is how many characters of a text a cell shows.
const maxCell = 500

func (m *markdownWriter) group(findings []*lint.Finding) string {
	first := findings[0]
	var b strings.Builder
	fmt.Fprintf(&b, "<details><summary><b>%s</b> %s (%d)</summary>\n\n", first.Severity(), html.EscapeString(printable(cmp.Or(first.Rule.Title, first.Rule.ID))), len(findings))
	if m.several {
		b.WriteString("| Account | Place | Finding |\n| --- | --- | --- |\n")
	} else {
		b.WriteString("| Place | Finding |\n| --- | --- |\n")
	}
	for i, f := range findings {
		if i == maxMarkdownRows {
			fmt.Fprintf(&b, "\nAnd %d more.\n", len(findings)-i)
			break
		}
		if m.several {
			b.WriteString("| " + inline(f.Account) + " ")
		}
		start, _ := m.places.of(f.Range)
		fmt.Fprintf(&b, "| `%s:%d` | %s |\n", codeSpan(below(m.o.Root, f.Range.Source.Path)), start.Line, inline(cutText(f.Message, maxCell)))
	}
	if first.Rule.Remediation != "" {
		b.WriteString("\n" + toMarkdown(first.Rule.Remediation) + "\n")
	}
	fmt.Fprintf(&b, "\n[%s](%s)\n</details>\n", first.Rule.ID, rule.DocURL(first.Rule.ID))
	return b.String()
}

func cutText(text string, limit int) string {
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	return string(runes[:limit-len(ellipsis)]) + ellipsis
}

var inlineEscapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `~`, `\~`, `|`, `\|`, `$`, `\$`,
	`<`, `&lt;`, `>`, `&gt;`, `&`, `&amp;`, `!`, `\!`,
	// A character without width keeps GitHub from linking and from calling people.
	`@`, `@&#8203;`, `#`, `#&#8203;`, `://`, `:&#8203;//`, `www.`, `www&#8203;.`,
)

// inline makes a text from an export mean itself within a line or a cell of a table.
func inline(text string) string { return inlineEscapes.Replace(printable(text)) }

// codeSpan is a text between backquotes, in which no backquote and no bar may stand.
func codeSpan(text string) string {
	return strings.NewReplacer("`", "'", "|", "\\|").Replace(printable(text))
}
