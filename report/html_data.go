package report

import (
	"bufio"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/iamlint/iamlint/compliance"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

const (
	// manyFindingsFrom is how many findings make a report so long that each of
	// them is shown with less around it, which keeps 100,000 of them below 30 MB.
	manyFindingsFrom = 5000

	maxPageRelated, maxPageRelatedOfMany = 25, 3
)

// A page is what the script of the HTML report gets: tables of columns, in
// which texts are numbers of lines of the table Strings. All texts are safe to
// show.
type page struct {
	Version      string             `json:"version"`
	Command      string             `json:"command"`
	Basis        []pageBasis        `json:"basis"`
	Accounts     []pageAccount      `json:"accounts"`
	Rules        []pageRule         `json:"rules"`
	Findings     pageFindings       `json:"findings"`
	NotEvaluated []pageNotEvaluated `json:"notEvaluated"`
	Errors       []jsonError        `json:"errors"`
	Skipped      int                `json:"skipped"`
	Hidden       int                `json:"hidden"`

	Paths *pagePaths `json:"paths,omitempty"`

	// Frameworks are those of the standings of the accounts.
	Frameworks []pageFramework `json:"frameworks"`
	Statuses   []string        `json:"statuses"`

	Strings []string `json:"strings"`

	numbers map[string]int
	rules   map[*rule.Rule]int
	files   map[*lint.Source]int
}

type (
	pageBasis struct {
		What    string `json:"what"`
		Name    string `json:"name"`
		Version string `json:"version"`
		SHA256  string `json:"sha256"`
	}
	pageAccount struct {
		ID         string         `json:"id"`
		Title      string         `json:"title"`
		AsOf       string         `json:"asOf"`
		AsOfSource string         `json:"asOfSource"`
		Files      []pageFile     `json:"files"`
		Inventory  *pageInventory `json:"inventory"`

		// Standings have, for each framework and control, the status in Statuses,
		// how many findings fail it, and what it needs.
		Standings [][][]int `json:"standings"`
	}
	pageFile struct {
		Path   string `json:"path"`
		Kind   string `json:"kind"`
		Bytes  int64  `json:"bytes"`
		SHA256 string `json:"sha256"`
		Time   string `json:"time"`
	}
	pageRule struct {
		ID         string      `json:"id"`
		Title      string      `json:"title"`
		Area       string      `json:"area"`
		Severity   int         `json:"severity"`
		Confidence string      `json:"confidence"`
		Persona    string      `json:"persona"`
		URL        string      `json:"url"`
		Why        []string    `json:"why,omitempty"` // paragraphs; only of rules with findings
		Fix        []pageBlock `json:"fix,omitempty"`
		References []string    `json:"references,omitempty"`
	}
	// A pageBlock is a paragraph or commands.
	pageBlock struct {
		Text string `json:"text"`
		Code bool   `json:"code,omitempty"`
	}
	pageFindings struct {
		Rule        []int    `json:"rule"`
		Severity    []int    `json:"severity"`
		Account     []int    `json:"account"`
		Type        []int    `json:"type"` // of the subject
		Name        []int    `json:"name"`
		ARN         []int    `json:"arn"`
		Message     []int    `json:"message"`
		Path        []int    `json:"path"`
		Line        []int    `json:"line"`
		Column      []int    `json:"column"`
		Excerpt     []int    `json:"excerpt"`
		First       []int    `json:"first"`   // number of the first line of the excerpt
		Pointer     []int    `json:"pointer"` // empty when there are many
		Fingerprint []string `json:"fingerprint"`

		// What few findings have, by the number of the finding.
		Related    map[int]pageRelated    `json:"related"`
		Flow       map[int][][4]int       `json:"flow"` // as those of pageRelated
		Fixes      map[int][]pageFix      `json:"fixes"`
		Suppressed map[int]pageSuppressed `json:"suppressed"`
	}
	pageRelated struct {
		Count int      `json:"count"`
		Shown [][4]int `json:"shown"` // text, path, line, column
	}
	pageFix struct {
		Message string `json:"message"`
		Safe    bool   `json:"safe"`
	}
	pageSuppressed struct {
		By     string `json:"by"`
		Reason string `json:"reason"`
		Until  string `json:"until"`
	}
	pageNotEvaluated struct {
		Account  int      `json:"account"`
		Needs    []string `json:"needs"`
		Rules    []int    `json:"rules"`
		Commands []string `json:"commands"`
	}
	pageFramework struct {
		Title    string        `json:"title"`
		Controls []pageControl `json:"controls"`
	}
	pageControl struct {
		ID     string   `json:"id"`
		Title  string   `json:"title"`
		Manual string   `json:"manual,omitempty"`
		Rules  []string `json:"rules"`
	}
	pageInventory struct {
		Reaches    []string       `json:"reaches"`
		Policies   [][2]int       `json:"policies"` // name and ARN
		Principals pagePrincipals `json:"principals"`
		Keys       []pageKey      `json:"keys"`
	}
	pagePrincipals struct {
		Type     []int    `json:"type"`
		Name     []int    `json:"name"`
		ARN      []int    `json:"arn"`
		Owned    []int    `json:"owned"`    // 1 for those of AWS
		Reach    []int    `json:"reach"`    // in Reaches
		Takes    []int    `json:"takes"`    // the action with which it gives itself everything
		Holds    [][]int  `json:"holds"`    // pairs of a policy and the group it comes through
		Groups   [][]int  `json:"groups"`   // names
		Trusted  [][]int  `json:"trusted"`  // texts
		Boundary []int    `json:"boundary"` // name
		Created  []string `json:"created"`
		LastUsed []string `json:"lastUsed"`
		Console  []int    `json:"console"` // 1 yes, 2 no
		MFA      []int    `json:"mfa"`
	}
	pageKey struct {
		Holder   string `json:"holder"`
		Number   int    `json:"number"`
		Active   bool   `json:"active"`
		Created  string `json:"created"`
		Age      int    `json:"age"` // days, -1 when not known
		LastUsed string `json:"lastUsed"`
	}
)

func newPage(r *lint.Report, o Options) *page {
	p := &page{
		Version: r.Version, Command: printable(o.Command), Skipped: r.Skipped, Hidden: r.Hidden,
		Basis: []pageBasis{}, Accounts: []pageAccount{}, Rules: []pageRule{}, NotEvaluated: []pageNotEvaluated{}, Errors: []jsonError{}, Frameworks: []pageFramework{}, Statuses: []string{},
		numbers: make(map[string]int), rules: make(map[*rule.Rule]int), files: make(map[*lint.Source]int),
	}
	p.text("") // number 0
	for _, b := range r.Basis {
		p.Basis = append(p.Basis, pageBasis{b.What, printable(b.Name), printable(b.Version), b.SHA256})
	}
	p.addRules(r)
	parts := byAccount(r)
	if len(r.Accounts) == 0 && len(r.Errors) == 0 {
		parts = nil
	}
	p.addAccounts(parts)
	places := locate(r)
	p.addFindings(r, parts, places)
	p.addPaths(r, places)
	p.addNotEvaluated(parts, o)
	for _, e := range r.Errors {
		p.Errors = append(p.Errors, jsonError{printable(e.Path), e.Line, e.Column, printable(e.Message)})
	}
	return p
}

// text is the number of a text, which is made safe to show.
func (p *page) text(s string) int {
	n, ok := p.numbers[s]
	if !ok {
		n = p.raw(printable(s))
		p.numbers[s] = n
	}
	return n
}

// excerpt is the number of a text of quotePage.
func (p *page) excerpt(s string) int {
	key := "\x00" + s // apart from texts that are not safe yet
	n, ok := p.numbers[key]
	if !ok {
		n = p.raw(s)
		p.numbers[key] = n
	}
	return n
}

// texts are the numbers of texts.
func (p *page) texts(list []string) []int {
	out := make([]int, len(list))
	for i, s := range list {
		out[i] = p.text(s)
	}
	return out
}

// raw is the number of a text that is safe to show.
func (p *page) raw(s string) int {
	p.Strings = append(p.Strings, s)
	return len(p.Strings) - 1
}

func (p *page) addRules(r *lint.Report) {
	used := make(map[*rule.Rule]bool)
	for i := range len(r.Findings) + len(r.Suppressed) {
		used[nth(r, i).Rule] = true
	}
	list := slices.Clone(r.Rules)
	known := make(map[*rule.Rule]bool, len(list))
	for _, rule := range list {
		known[rule] = true
	}
	add := func(one *rule.Rule) {
		if !known[one] { // of the configuration
			known[one] = true
			list = append(list, one)
		}
	}
	for i := range len(r.Findings) + len(r.Suppressed) {
		add(nth(r, i).Rule)
	}
	for _, n := range r.NotEvaluated {
		add(n.Rule)
	}
	for i, one := range list {
		p.rules[one] = i
		entry := pageRule{ID: one.ID, Title: one.Title, Area: one.Area, Severity: int(one.Severity), Confidence: one.Confidence.String(), Persona: one.Persona.String(), URL: rule.DocURL(one.ID)}
		if used[one] {
			entry.Why, entry.Fix, entry.References = paragraphs(one.Text), blocks(one.Remediation), one.References
		}
		p.Rules = append(p.Rules, entry)
	}
}

// paragraphs are apart by a blank line.
func paragraphs(text string) []string {
	var list []string
	for part := range strings.SplitSeq(text, "\n\n") {
		if part = strings.Join(strings.Fields(part), " "); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// blocks tell prose and commands apart.
func blocks(text string) []pageBlock {
	var list []pageBlock
	continued := false // the line before ends with a backslash
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \n")
		code := isCommand(line) || continued
		continued = code && strings.HasSuffix(line, `\`)
		last := len(list) - 1
		switch {
		case line == "":
			list = append(list, pageBlock{})
		case last >= 0 && list[last].Code == code && list[last].Text != "":
			separator := " "
			if code {
				separator = "\n"
			}
			list[last].Text += separator + line
		default:
			list = append(list, pageBlock{line, code})
		}
	}
	return slices.DeleteFunc(list, func(b pageBlock) bool { return b.Text == "" })
}

func (p *page) addAccounts(parts []accountReport) {
	for i := range parts {
		a := parts[i].Account
		entry := pageAccount{ID: printable(a.ID), Title: title(a), AsOf: instant(a.AsOf), AsOfSource: printable(a.AsOfSource), Files: []pageFile{}, Inventory: p.inventory(a), Standings: p.standings(a)}
		for _, s := range a.Sources {
			entry.Files = append(entry.Files, pageFile{printable(s.Path), s.Kind, s.Bytes, s.SHA256, instant(s.Time)})
		}
		p.Accounts = append(p.Accounts, entry)
	}
}

// standings notes the frameworks with the first account that has some: all
// accounts stand to the same.
func (p *page) standings(a *lint.Account) [][][]int {
	if len(p.Frameworks) == 0 && len(a.Standings) > 0 {
		for _, s := range compliance.Statuses() {
			p.Statuses = append(p.Statuses, string(s))
		}
		for _, s := range a.Standings {
			f := pageFramework{Title: s.Framework, Controls: make([]pageControl, len(s.Controls))}
			for i, c := range s.Controls {
				f.Controls[i] = pageControl{c.ID, c.Title, c.Manual, notNull(c.Rules)}
			}
			p.Frameworks = append(p.Frameworks, f)
		}
	}
	all := make([][][]int, len(a.Standings))
	for i, s := range a.Standings {
		all[i] = make([][]int, len(s.Controls))
		for k, c := range s.Controls {
			all[i][k] = []int{slices.Index(p.Statuses, c.Status), c.Findings}
			for _, need := range c.Needs {
				all[i][k] = append(all[i][k], p.text(need))
			}
		}
	}
	return all
}

// instant is a time for people, without the time of day at midnight.
func instant(t time.Time) string {
	switch t = t.UTC(); {
	case t.IsZero():
		return ""
	case t.Equal(t.Truncate(rule.Days(1))):
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}

// day is the day of a time.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

func (p *page) addFindings(r *lint.Report, parts []accountReport, places places) {
	account := make(map[*lint.Finding]int)
	for i := range parts {
		for _, f := range parts[i].findings {
			account[f] = i
		}
		for _, f := range parts[i].suppressed {
			account[f] = i
		}
	}
	n := len(r.Findings) + len(r.Suppressed)
	many := n > manyFindingsFrom
	var pointers pointers
	related := maxPageRelatedOfMany
	if !many {
		pointers, related = point(r), maxPageRelated
	}
	c := &p.Findings
	for _, column := range []*[]int{&c.Rule, &c.Severity, &c.Account, &c.Type, &c.Name, &c.ARN, &c.Message, &c.Path, &c.Line, &c.Column, &c.Excerpt, &c.First} {
		*column = make([]int, 0, n)
	}
	c.Pointer, c.Fingerprint = []int{}, make([]string, 0, n)
	c.Related, c.Flow = make(map[int]pageRelated), make(map[int][][4]int)
	c.Fixes, c.Suppressed = make(map[int][]pageFix), make(map[int]pageSuppressed)
	for i := range n {
		f := nth(r, i)
		start, _ := places.of(f.Range)
		quoted := quotePage(f.Range, start, !many)
		c.Excerpt = append(c.Excerpt, p.excerpt(quoted.text))
		c.Rule = append(c.Rule, p.rules[f.Rule])
		c.Severity = append(c.Severity, int(f.Severity()))
		c.Account = append(c.Account, account[f])
		c.Type = append(c.Type, p.text(f.Subject.Type))
		c.Name = append(c.Name, p.text(f.Subject.Name))
		c.ARN = append(c.ARN, p.text(f.Subject.ARN))
		c.Message = append(c.Message, p.text(f.Message))
		c.Path = append(c.Path, p.text(f.Range.Source.Path))
		c.Line = append(c.Line, start.Line)
		c.Column = append(c.Column, start.Column)
		c.First = append(c.First, quoted.first)
		if !many {
			c.Pointer = append(c.Pointer, p.text(pointers.of(f.Range)))
		}
		c.Fingerprint = append(c.Fingerprint, f.Fingerprint)
		if len(f.Related) > 0 {
			c.Related[i] = pageRelated{len(f.Related), p.places(f.Related[:min(related, len(f.Related))], places)}
		}
		if len(f.Flow) > 0 {
			c.Flow[i] = p.places(f.Flow, places)
		}
		for _, fix := range f.Fixes {
			c.Fixes[i] = append(c.Fixes[i], pageFix{printable(fix.Message), fix.Safe})
		}
		if s := f.Suppressed; s != nil {
			c.Suppressed[i] = pageSuppressed{s.By.String(), printable(s.Reason), day(s.Until)}
		}
	}
}

func (p *page) places(related []lint.Related, places places) [][4]int {
	list := make([][4]int, len(related))
	for i, one := range related {
		at, _ := places.of(one.Range)
		list[i] = [4]int{p.text(one.Message), p.text(one.Source.Path), at.Line, at.Column}
	}
	return list
}

// addNotEvaluated groups by what is missing: one export makes many rules judge.
func (p *page) addNotEvaluated(parts []accountReport, o Options) {
	for i := range parts {
		for _, g := range gaps(parts[i].notEvaluated, o) {
			entry := pageNotEvaluated{Account: i, Needs: make([]string, len(g.needs)), Rules: make([]int, len(g.rules)), Commands: notNull(g.commands)}
			for k, need := range g.needs {
				entry.Needs[k] = printable(need)
			}
			for k, r := range g.rules {
				entry.Rules[k] = p.rules[r]
			}
			p.NotEvaluated = append(p.NotEvaluated, entry)
		}
	}
}

// write writes the data as JSON without a character that could end the script
// element, open a comment in it, or break a line: encoding/json escapes <, >,
// & and the line separators of Unicode.
func (p *page) write(w *bufio.Writer) error {
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}
