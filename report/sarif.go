package report

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// Limits of GitHub code scanning (SARIF support for code scanning). More
// results than this make it refuse the whole upload.
const maxResults = 25_000

const (
	sarifSchema   = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	sourceRoot    = "%SRCROOT%"
	information   = "https://github.com/iamlint/iamlint"
	maxSnippet    = 200  // bytes
	maxRelatedOut = 100  // locations that GitHub keeps of a result
	maxText       = 1024 // characters that GitHub keeps of a description
)

// writeSARIF writes one run for each account. The model is go-sarif's; results
// are marshalled one by one, because the library's own writer leaves nulls
// that the schema refuses and looks rules up one after the other.
func writeSARIF(w io.Writer, r *lint.Report, p *positions, o Options) error {
	out := &sarifWriter{w: w, report: r, positions: p, options: o, ruleIndex: make(map[*rule.Rule]uint, len(r.Rules))}
	for i, known := range r.Rules {
		out.ruleIndex[known] = uint(i)
	}
	out.text(`{"version":"2.1.0","$schema":"` + sarifSchema + `","runs":[`)
	accounts := r.Accounts
	if len(accounts) == 0 {
		accounts = []lint.Account{{}}
	}
	bySource := make(map[*lint.Source]int)
	for i, a := range accounts {
		for _, s := range a.Sources {
			bySource[s] = i
		}
	}
	findings := make([][]*lint.Finding, len(accounts))
	for i := range r.Findings {
		f := &r.Findings[i]
		findings[bySource[f.Range.Source]] = append(findings[bySource[f.Range.Source]], f)
	}
	for i, a := range accounts {
		if i > 0 {
			out.text(",")
		}
		out.text("\n")
		out.run(a, findings[i], i == 0)
	}
	out.text("\n]}\n")
	return out.err
}

// A sarifWriter writes a log piece by piece. The first error stays.
type sarifWriter struct {
	w         io.Writer
	report    *lint.Report
	positions *positions
	options   Options
	ruleIndex map[*rule.Rule]uint
	hashes    map[*lint.Source]map[int]string
	err       error
}

func (s *sarifWriter) text(text string) {
	if s.err == nil {
		_, s.err = io.WriteString(s.w, text)
	}
}

// run writes the run of an account; the first one also carries the errors.
func (s *sarifWriter) run(a lint.Account, findings []*lint.Finding, first bool) {
	// GitHub shows the first results, so the gravest come first.
	slices.SortStableFunc(findings, func(x, y *lint.Finding) int { return cmp.Compare(y.Rule.Severity, x.Rule.Severity) })
	left := max(len(findings)-maxResults, 0)
	findings = findings[:len(findings)-left]
	run := sarif.Run{
		Tool:               sarif.Tool{Driver: s.driver()},
		AutomationDetails:  &sarif.RunAutomationDetails{ID: ptr(category(a))},
		ColumnKind:         "utf16CodeUnits",
		Invocations:        []*sarif.Invocation{s.invocation(a, first, left)},
		OriginalUriBaseIDs: map[string]*sarif.ArtifactLocation{sourceRoot: {Description: sarif.NewTextMessage("the folder in which iamlint ran")}},
	}
	skeleton, err := json.Marshal(run)
	if err != nil {
		s.err = cmp.Or(s.err, err)
		return
	}
	// Quotes inside texts are escaped, so this is the member itself.
	before, after, _ := bytes.Cut(skeleton, []byte(`"results":null`))
	s.text(string(before) + `"results":[`)
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	for i, f := range findings {
		if s.err != nil {
			return
		}
		line.Reset()
		if i > 0 {
			line.WriteByte(',')
		}
		line.WriteByte('\n')
		if s.err = encoder.Encode(s.result(f)); s.err == nil {
			_, s.err = s.w.Write(bytes.TrimSuffix(line.Bytes(), newline))
		}
	}
	s.text("]" + string(after))
}

// category keeps the alerts of one account apart from those of others.
func category(a lint.Account) string {
	switch {
	case a.ID != "":
		return "iamlint/" + a.ID + "/"
	case len(a.Sources) > 0:
		if dir := strings.Trim(path.Dir(a.Sources[0].Path), "./"); dir != "" {
			return "iamlint/" + dir + "/"
		}
	}
	return "iamlint/"
}

func (s *sarifWriter) driver() *sarif.ToolComponent {
	driver := &sarif.ToolComponent{
		Name:            "iamlint",
		InformationURI:  ptr(information),
		SemanticVersion: ptr(strings.TrimPrefix(s.report.Version, "v")),
		Rules:           make([]*sarif.ReportingDescriptor, 0, len(s.report.Rules)),
	}
	for _, r := range s.report.Rules {
		driver.Rules = append(driver.Rules, descriptor(r))
	}
	return driver
}

func descriptor(r *rule.Rule) *sarif.ReportingDescriptor {
	properties := sarif.Properties{
		"tags":      []string{"security", "iam", r.Area, "persona-" + r.Persona.String()},
		"precision": [...]string{rule.LowConfidence: "low", rule.MediumConfidence: "medium", rule.HighConfidence: "very-high"}[r.Confidence],
	}
	if score := securitySeverity(r.Severity); score != "" {
		properties["security-severity"] = score
	}
	return &sarif.ReportingDescriptor{
		ID:                   r.ID,
		Name:                 ptr(r.ID),
		ShortDescription:     sarif.NewMultiformatMessageString(cut(r.Title)),
		FullDescription:      sarif.NewMultiformatMessageString(cut(r.Text)),
		HelpURI:              ptr(r.URL),
		Help:                 &sarif.MultiformatMessageString{Text: ptr(r.Text + "\n\nHow to mend: " + r.Remediation), Markdown: ptr(helpMarkdown(r))},
		DefaultConfiguration: &sarif.ReportingConfiguration{Level: level(r.Severity)},
		Properties:           properties,
	}
}

func helpMarkdown(r *rule.Rule) string {
	var b strings.Builder
	b.WriteString("**" + r.Title + "**\n\n" + r.Text + "\n\n## How to mend\n\n" + r.Remediation + "\n")
	if len(r.References) > 0 {
		b.WriteString("\n## References\n\n" + strings.Join(r.References, ", ") + "\n")
	}
	b.WriteString("\n[" + r.ID + "](" + r.URL + ")\n")
	return b.String()
}

// securitySeverity is the score by which GitHub names the severity of a rule.
func securitySeverity(s rule.Severity) string {
	return [...]string{rule.Info: "", rule.Low: "2.0", rule.Medium: "5.5", rule.High: "8.0", rule.Critical: "9.5"}[s]
}

func level(s rule.Severity) string {
	return [...]string{rule.Info: "note", rule.Low: "note", rule.Medium: "warning", rule.High: "error", rule.Critical: "error"}[s]
}

// invocation tells what was not judged: missing inputs, errors, results left out.
func (s *sarifWriter) invocation(a lint.Account, first bool, left int) *sarif.Invocation {
	invocation := &sarif.Invocation{ExecutionSuccessful: ptr(len(s.report.Errors) == 0)}
	note := func(level, text string, locations ...*sarif.Location) {
		invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications,
			&sarif.Notification{Level: level, Message: sarif.NewTextMessage(text), Locations: locations})
	}
	if first {
		for _, e := range s.report.Errors {
			note("error", e.Message, &sarif.Location{PhysicalLocation: &sarif.PhysicalLocation{
				ArtifactLocation: s.artifact(e.Path),
				Region:           &sarif.Region{StartLine: ptr(e.Line), StartColumn: ptr(e.Column)},
			}})
		}
	}
	for _, n := range s.report.NotEvaluated {
		if n.Account == a.ID {
			note("note", n.Rule.ID+" was not evaluated: needs the "+strings.Join(n.Needs, " and the "))
		}
	}
	if left > 0 {
		note("warning", plural(left, "less severe finding")+" left out, because GitHub accepts 25,000 at most")
	}
	return invocation
}

func (s *sarifWriter) result(f *lint.Finding) *sarif.Result {
	result := &sarif.Result{
		RuleID:    ptr(f.Rule.ID),
		RuleIndex: ptr(s.ruleIndex[f.Rule]),
		Level:     ptr(level(f.Rule.Severity)),
		Message:   sarif.Message{Text: ptr(f.Message)},
		Locations: []*sarif.Location{s.location(f.Range)},
		PartialFingerprints: map[string]any{
			"primaryLocationLineHash": f.Fingerprint,
			"iamlint/v1":              f.Fingerprint,
		},
	}
	if s.options.LineFingerprints {
		line := s.positions.at(f.Range.Source, f.Range.Start).line
		if hash := s.lineHash(f.Range.Source, line); hash != "" {
			result.PartialFingerprints["primaryLocationLineHash"] = hash
		}
	}
	if f.Subject.ARN != "" || f.Subject.Name != "" {
		result.Locations[0].LogicalLocations = []*sarif.LogicalLocation{{
			Name: ptr(cmp.Or(f.Subject.Name, f.Subject.ARN)), FullyQualifiedName: ptr(cmp.Or(f.Subject.ARN, f.Subject.Name)), Kind: ptr(f.Subject.Type),
		}}
	}
	for i, related := range f.Related[:min(len(f.Related), maxRelatedOut)] {
		location := s.location(related.Range)
		location.Id = ptr(uint(i + 1))
		location.Message = sarif.NewTextMessage(related.Message)
		result.RelatedLocations = append(result.RelatedLocations, location)
	}
	return result
}

func (s *sarifWriter) location(at lint.Range) *sarif.Location {
	start, end := s.positions.at(at.Source, at.Start), s.positions.at(at.Source, at.End)
	region := &sarif.Region{StartLine: ptr(start.line), StartColumn: ptr(start.utf16), EndLine: ptr(end.line), EndColumn: ptr(end.utf16)}
	if n := at.End - at.Start; n > 0 && n <= maxSnippet {
		region.Snippet = &sarif.ArtifactContent{Text: ptr(strings.ToValidUTF8(string(at.Source.Text[at.Start:at.End]), "\uFFFD"))}
	}
	return &sarif.Location{PhysicalLocation: &sarif.PhysicalLocation{ArtifactLocation: s.artifact(at.Source.Path), Region: region}}
}

// artifact is where a file stands: relative to the working folder, or absolute.
func (s *sarifWriter) artifact(name string) *sarif.ArtifactLocation {
	if name == "-" {
		name = "stdin"
	}
	if root := s.options.Root; root != "" && path.IsAbs(name) {
		if relative, err := filepath.Rel(root, name); err == nil && filepath.IsLocal(relative) {
			name = filepath.ToSlash(relative)
		}
	}
	if path.IsAbs(name) {
		return &sarif.ArtifactLocation{URI: ptr((&url.URL{Scheme: "file", Path: name}).String())}
	}
	// A leading "./" keeps a colon in the first part from looking like a scheme; GitHub wants none.
	uri := strings.TrimPrefix((&url.URL{Path: path.Clean(name)}).String(), "./")
	if first, _, _ := strings.Cut(uri, "/"); strings.Contains(first, ":") {
		uri = strings.Replace(uri, ":", "%3A", 1)
	}
	return &sarif.ArtifactLocation{URI: &uri, URIBaseId: ptr(sourceRoot)}
}

// cut keeps a description within what GitHub stores.
func cut(text string) string {
	if runes := []rune(text); len(runes) > maxText {
		return string(runes[:maxText-3]) + "..."
	}
	return text
}

func ptr[T any](v T) *T { return &v }
