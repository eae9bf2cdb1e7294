package report

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// What GitHub accepts in one file and stores of one result; it rejects the
// file when it holds more.
// https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
const (
	maxRuns    = 20
	maxResults = 25_000 // in a run
	maxRelated = 100    // places of a result
)

const homePage = "https://github.com/iamlint/iamlint"

// writeSARIF writes a SARIF 2.1.0 log with one run for each account. Runs
// stream: only one result is in memory as SARIF at a time.
func writeSARIF(w *bufio.Writer, r *lint.Report, o Options) error {
	s := newSARIFWriter(w, r, o)
	w.WriteString(`{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[`)
	for i, run := range sarifRuns(byAccount(r), o) {
		if i > 0 {
			w.WriteByte(',')
		}
		if err := s.run(run); err != nil {
			return err
		}
	}
	w.WriteString("]}\n")
	return nil
}

// A sarifRun is what one run of a log holds.
type sarifRun struct {
	name         string // stays the same from upload to upload
	findings     []*lint.Finding
	notEvaluated []*lint.NotEvaluated
	errors       []*lint.InputError
}

// sarifRuns makes a run of each account. More accounts than a file may have
// runs share runs: an account is always in the same one, whichever others
// there are, so that its alerts stay where they are.
func sarifRuns(accounts []accountReport, o Options) []sarifRun {
	shared := len(accounts) > maxRuns
	var runs []sarifRun
	byName := make(map[string]int)
	for _, a := range accounts {
		name := runName(a.Account, o.Root)
		if shared {
			hash := fnv.New32a()
			hash.Write([]byte(name))
			name = fmt.Sprintf("group-%d-of-%d", hash.Sum32()%maxRuns+1, maxRuns)
		}
		i, ok := byName[name]
		if !ok {
			i = len(runs)
			byName[name] = i
			runs = append(runs, sarifRun{name: name})
		}
		runs[i].findings = append(runs[i].findings, a.findings...)
		if o.Suppressed {
			runs[i].findings = append(runs[i].findings, a.suppressed...)
		}
		runs[i].notEvaluated = append(runs[i].notEvaluated, a.notEvaluated...)
		runs[i].errors = append(runs[i].errors, a.errors...)
	}
	return runs
}

// runName is the account id, or the folder of the exports when they do not tell it.
func runName(a *lint.Account, root string) string {
	switch {
	case a.Title != "":
		return a.Title
	case a.ID != "":
		return a.ID
	}
	if len(a.Sources) > 0 {
		name, _ := uri(root, path.Dir(a.Sources[0].Path))
		if name = strings.Trim(strings.TrimPrefix(name, "file:"), "./"); name != "" {
			return name
		}
	}
	return "no-account-id"
}

// A sarifWriter writes the runs of one report.
type sarifWriter struct {
	w      *bufio.Writer
	r      *lint.Report
	o      Options
	places func() places // which takes a while to find

	rules     []*rule.Rule
	ruleIndex map[string]uint // in rules, by id
	levels    [rule.Critical + 1]string
	files     map[string]*sarif.ArtifactLocation
	lines     map[*lint.Source]map[int]string // GitHub's line fingerprints, when asked for

	frame   resultFrame
	buffer  bytes.Buffer
	encoder *json.Encoder
}

func newSARIFWriter(w *bufio.Writer, r *lint.Report, o Options) *sarifWriter {
	s := &sarifWriter{w: w, r: r, o: o, places: sync.OnceValue(func() places { return locate(r) }), ruleIndex: make(map[string]uint), files: make(map[string]*sarif.ArtifactLocation)}
	go s.places() // while the rules are described
	s.encoder = json.NewEncoder(&s.buffer)
	s.encoder.SetEscapeHTML(false)
	for _, severity := range rule.Severities() {
		s.levels[severity] = sarifLevel(severity)
	}
	add := func(r *rule.Rule) {
		if _, ok := s.ruleIndex[r.ID]; !ok {
			s.ruleIndex[r.ID] = uint(len(s.rules))
			s.rules = append(s.rules, r)
		}
	}
	for _, enabled := range r.Rules {
		add(enabled)
	}
	for i := range s.count() {
		add(nth(r, i).Rule)
	}
	for i := range r.NotEvaluated {
		add(r.NotEvaluated[i].Rule)
	}
	if o.LineFingerprints {
		s.lines = s.lineFingerprints()
	}
	return s
}

// count is how many findings the log holds.
func (s *sarifWriter) count() int {
	if s.o.Suppressed {
		return len(s.r.Findings) + len(s.r.Suppressed)
	}
	return len(s.r.Findings)
}

func (s *sarifWriter) lineFingerprints() map[*lint.Source]map[int]string {
	lines := make(map[*lint.Source][]int)
	for i := range s.count() {
		at := nth(s.r, i).Range
		start, _ := s.places().of(at)
		lines[at.Source] = append(lines[at.Source], start.Line)
	}
	fingerprints := make(map[*lint.Source]map[int]string, len(lines))
	for source, list := range lines {
		fingerprints[source] = lineFingerprints(s.stored(source), list)
	}
	return fingerprints
}

// stored is a source as the upload action reads it, if that can be told.
func (s *sarifWriter) stored(source *lint.Source) []byte {
	if s.o.Stored != nil && int64(len(source.Text)) != source.Bytes {
		if text, err := s.o.Stored(source.Path); err == nil {
			return text
		}
	}
	return source.Text
}

// run writes a run: everything but the results at once, then the results one
// by one, the gravest first, because viewers stop early.
func (s *sarifWriter) run(run sarifRun) error {
	slices.SortStableFunc(run.findings, func(a, b *lint.Finding) int { return cmp.Compare(b.Severity(), a.Severity()) })
	invocation := s.invocation(run)
	if more := len(run.findings) - maxResults; more > 0 {
		run.findings = run.findings[:maxResults]
		invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications, &sarif.Notification{
			Level:   "warning",
			Message: message(fmt.Sprintf("%d findings of the least severity are left out, because GitHub accepts %d in a run", more, maxResults)),
		})
	}
	id := "iamlint/" + run.name + "/"
	head, err := s.marshal(struct {
		Tool              sarif.Tool                  `json:"tool"`
		Invocations       []*sarif.Invocation         `json:"invocations"`
		AutomationDetails *sarif.RunAutomationDetails `json:"automationDetails"`
		ColumnKind        string                      `json:"columnKind"`
	}{sarif.Tool{Driver: s.driver()}, []*sarif.Invocation{invocation}, &sarif.RunAutomationDetails{ID: &id}, "utf16CodeUnits"})
	if err != nil {
		return err
	}
	before, after, _ := strings.Cut(string(head), noRules)
	s.w.WriteByte('\n')
	s.w.WriteString(before)
	if err := s.describe(run); err != nil {
		return err
	}
	s.w.WriteString(strings.TrimSuffix(after, "}"))
	s.w.WriteString(`,"results":[`)
	if err := s.results(run.findings); err != nil {
		return err
	}
	s.w.WriteString("]}")
	return nil
}

// noRules is the list of rules of a driver without any. Quotes in texts are escaped,
// so that it stands nowhere else.
const noRules = `"rules":[]`

// describe writes the list of rules, one after the other.
func (s *sarifWriter) describe(run sarifRun) error {
	severities := severitiesOf(run)
	s.w.WriteString(`"rules":[`)
	for i, r := range s.rules {
		severity, found := severities[r.ID]
		if !found {
			severity = r.Severity
		}
		text, err := s.marshal(descriptor(r, severity))
		if err != nil {
			return err
		}
		if i > 0 {
			s.w.WriteByte(',')
		}
		s.w.Write(text)
	}
	s.w.WriteByte(']')
	return nil
}

// severitiesOf are the severities of the rules of a run's findings, by id: GitHub
// reads the severity of an alert from its rule, which the configuration may
// override. Accounts that share a run may disagree; the gravest counts.
func severitiesOf(run sarifRun) map[string]rule.Severity {
	severities := make(map[string]rule.Severity)
	for _, f := range run.findings { // the gravest first
		if _, found := severities[f.Rule.ID]; !found {
			severities[f.Rule.ID] = f.Severity()
		}
	}
	return severities
}

// results writes findings, many of them on all cores: each core encodes a part,
// and the parts are written in order.
func (s *sarifWriter) results(findings []*lint.Finding) error {
	const part = 64
	parts := make([]struct {
		text *bytes.Buffer
		err  error
		done chan struct{}
	}, (len(findings)+part-1)/part)
	cores := runtime.GOMAXPROCS(0)
	if len(parts) < 2 || cores == 1 {
		return s.encode(s.w, findings, true)
	}
	for i := range parts {
		parts[i].done = make(chan struct{})
	}
	// Who has no buffer waits until one has been written, so that little piles up.
	free := make(chan *bytes.Buffer, 2*cores)
	defer close(free)
	for range cap(free) {
		free <- new(bytes.Buffer)
	}
	var next atomic.Int64
	for range min(cores, len(parts)) {
		worker := s.clone()
		go func() {
			for b := range free {
				i := int(next.Add(1)) - 1
				if i >= len(parts) {
					return
				}
				b.Reset()
				parts[i].text, parts[i].err = b, worker.encode(b, findings[i*part:min((i+1)*part, len(findings))], i == 0)
				close(parts[i].done)
			}
		}()
	}
	for i := range parts {
		<-parts[i].done
		if parts[i].err != nil {
			return parts[i].err
		}
		s.w.Write(parts[i].text.Bytes())
		free <- parts[i].text
	}
	return nil
}

// clone is a writer that encodes beside this one.
func (s *sarifWriter) clone() *sarifWriter {
	worker := &sarifWriter{r: s.r, o: s.o, places: s.places, rules: s.rules, ruleIndex: s.ruleIndex, levels: s.levels, files: maps.Clone(s.files), lines: s.lines}
	worker.encoder = json.NewEncoder(&worker.buffer)
	worker.encoder.SetEscapeHTML(false)
	return worker
}

// encode writes findings as results of a list, of which first says that they begin it.
func (s *sarifWriter) encode(w io.Writer, findings []*lint.Finding, first bool) error {
	for _, f := range findings {
		result, err := s.marshal(s.result(f))
		if err != nil {
			return err
		}
		separator := ",\n"
		if first {
			separator, first = "\n", false
		}
		if _, err := io.WriteString(w, separator); err != nil {
			return err
		}
		if _, err := w.Write(result); err != nil {
			return err
		}
	}
	return nil
}

// marshal encodes a value; the bytes are good until the next call.
func (s *sarifWriter) marshal(value any) ([]byte, error) {
	s.buffer.Reset()
	if err := s.encoder.Encode(value); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(s.buffer.Bytes(), []byte{'\n'}), nil
}

var semanticVersion = regexp.MustCompile(`^[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$`)

// driver is the program, without its rules.
func (s *sarifWriter) driver() *sarif.ToolComponent {
	home, version := homePage, s.r.Version
	driver := &sarif.ToolComponent{Name: "iamlint", InformationURI: &home, Rules: []*sarif.ReportingDescriptor{}}
	if version != "" {
		driver.Version = &version
	}
	if semantic := strings.TrimPrefix(version, "v"); semanticVersion.MatchString(semantic) {
		driver.SemanticVersion = &semantic
	}
	return driver
}

// invocation says what failed and what could not be judged.
func (s *sarifWriter) invocation(run sarifRun) *sarif.Invocation {
	successful := len(run.errors) == 0
	invocation := &sarif.Invocation{ExecutionSuccessful: &successful}
	for _, e := range run.errors {
		n := &sarif.Notification{Level: "error", Message: message(fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Message))}
		if e.Path != "" {
			// No column: the one of an error is in code points, those of the log are not.
			n.Locations = []*sarif.Location{{PhysicalLocation: &sarif.PhysicalLocation{
				ArtifactLocation: s.file(e.Path),
				Region:           &sarif.Region{StartLine: &e.Line},
			}}}
		}
		invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications, n)
	}
	for _, n := range run.notEvaluated {
		index := s.ruleIndex[n.Rule.ID]
		invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications, &sarif.Notification{
			AssociatedRule: &sarif.ReportingDescriptorReference{Id: &n.Rule.ID, Index: &index},
			Level:          "note",
			Message:        message("not evaluated: needs the " + strings.Join(n.Needs, " and the ")),
		})
	}
	return invocation
}

// file is the location of a file as a whole.
func (s *sarifWriter) file(path string) *sarif.ArtifactLocation {
	location, ok := s.files[path]
	if !ok {
		name, relative := uri(s.o.Root, path)
		location = &sarif.ArtifactLocation{URI: &name}
		if relative {
			base := sourceRoot
			location.URIBaseId = &base
		}
		s.files[path] = location
	}
	return location
}

// message is a text in which nothing is a link.
func message(text string) *sarif.Message {
	text = unlinked(text)
	return &sarif.Message{Text: &text}
}

// unlinked breaks what viewers would take for a link: text may come from a
// policy, and SARIF reads [text](target) even in plain messages.
func unlinked(text string) string { return strings.ReplaceAll(text, "](", "] (") }
