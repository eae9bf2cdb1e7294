package report

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

func sarifOptions() []Options {
	return []Options{{}, {Root: "/abs"}, {LineFingerprints: true}}
}

func TestSARIFMatchesSchema(t *testing.T) {
	text, err := os.ReadFile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	schema := schemaOf(t, text)
	for _, c := range reports {
		for i, o := range sarifOptions() {
			t.Run(c.name+"/"+strconv.Itoa(i), func(t *testing.T) {
				written := write(t, "sarif", c.make(), o)
				validate(t, schema, written)
				if bytes.Contains(written, []byte(":null")) {
					t.Error("holds a null")
				}
			})
		}
	}
}

func parseSARIF(t *testing.T, text []byte) *sarif.Report {
	t.Helper()
	log, err := sarif.FromBytes(text)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

// What GitHub requires beyond the schema.
func TestSARIFForGitHub(t *testing.T) {
	for _, c := range reports {
		for i, o := range sarifOptions() {
			t.Run(c.name+"/"+strconv.Itoa(i), func(t *testing.T) {
				log := parseSARIF(t, write(t, "sarif", c.make(), o))
				if log.Schema == "" || log.Version != "2.1.0" {
					t.Errorf("$schema %q, version %q", log.Schema, log.Version)
				}
				if n := len(log.Runs); n < 1 || n > maxRuns {
					t.Errorf("%d runs", n)
				}
				categories := make(map[string]bool)
				for _, run := range log.Runs {
					id := *run.AutomationDetails.ID
					if categories[id] || !strings.HasPrefix(id, "iamlint/") || !strings.HasSuffix(id, "/") || strings.Contains(id, "//") {
						t.Errorf("category %q", id)
					}
					categories[id] = true
					if run.ColumnKind != "utf16CodeUnits" {
						t.Errorf("columnKind %v", run.ColumnKind)
					}
					checkRules(t, run.Tool.Driver)
					for _, result := range run.Results {
						checkResult(t, run, result)
					}
					if !slices.IsSortedFunc(run.Results, func(a, b *sarif.Result) int {
						return cmp.Compare(severityRank(run, b), severityRank(run, a))
					}) {
						t.Error("results are not ordered by severity")
					}
				}
			})
		}
	}
}

func checkRules(t *testing.T, driver *sarif.ToolComponent) {
	t.Helper()
	if driver.Name != "iamlint" || driver.Rules == nil {
		t.Errorf("driver %q, rules %v", driver.Name, driver.Rules)
	}
	for _, r := range driver.Rules {
		for field, text := range map[string]*string{
			"name": r.Name, "shortDescription.text": r.ShortDescription.Text, "fullDescription.text": r.FullDescription.Text,
			"help.text": r.Help.Text, "help.markdown": r.Help.Markdown, "helpUri": r.HelpURI,
		} {
			if text == nil || *text == "" {
				t.Errorf("rule %s has no %s", r.ID, field)
			}
		}
		if n := utf8.RuneCountInString(*r.FullDescription.Text); n > 1024 {
			t.Errorf("rule %s: description of %d characters", r.ID, n)
		}
		if !slices.Contains([]string{"note", "warning", "error"}, r.DefaultConfiguration.Level) {
			t.Errorf("rule %s: level %q", r.ID, r.DefaultConfiguration.Level)
		}
		if p := r.Properties["precision"]; p != "low" && p != "medium" && p != "high" {
			t.Errorf("rule %s: precision %v", r.ID, p)
		}
		if severity, ok := r.Properties["security-severity"]; ok {
			text, isString := severity.(string)
			score, err := strconv.ParseFloat(text, 64)
			if !isString || err != nil || score <= 0 || score > 10 {
				t.Errorf("rule %s: security-severity %#v", r.ID, severity)
			}
		} else if r.ID != tagMissing.ID {
			t.Errorf("rule %s has no security-severity", r.ID)
		}
		if tags := r.Properties["tags"].([]any); len(tags) > 10 || !slices.Contains(tags, any("security")) {
			t.Errorf("rule %s: tags %v", r.ID, tags)
		}
	}
}

func checkResult(t *testing.T, run *sarif.Run, r *sarif.Result) {
	t.Helper()
	if int(*r.RuleIndex) >= len(run.Tool.Driver.Rules) || run.Tool.Driver.Rules[*r.RuleIndex].ID != *r.RuleID {
		t.Errorf("rule %s has index %d", *r.RuleID, *r.RuleIndex)
	}
	if r.Message.Text == nil || *r.Message.Text == "" || r.Level == nil {
		t.Errorf("result of %s without message or level", *r.RuleID)
	}
	if hash, ok := r.PartialFingerprints["primaryLocationLineHash"].(string); !ok || hash == "" {
		t.Errorf("result of %s without fingerprint", *r.RuleID)
	}
	if len(r.Locations) != 1 {
		t.Fatalf("result of %s has %d locations", *r.RuleID, len(r.Locations))
	}
	for _, location := range append(r.Locations, r.RelatedLocations...) {
		place := location.PhysicalLocation
		for _, n := range []*int{place.Region.StartLine, place.Region.StartColumn, place.Region.EndLine, place.Region.EndColumn} {
			if n == nil || *n < 1 {
				t.Errorf("result of %s: region %+v", *r.RuleID, place.Region)
			}
		}
		address, err := url.Parse(*place.ArtifactLocation.URI)
		if err != nil || strings.Contains(*place.ArtifactLocation.URI, `\`) {
			t.Errorf("URI %q: %v", *place.ArtifactLocation.URI, err)
			continue
		}
		base := place.ArtifactLocation.URIBaseId
		if isRelative := address.Scheme == "" && !strings.HasPrefix(address.Path, "/"); isRelative != (base != nil && *base == "%SRCROOT%") {
			t.Errorf("URI %q with base %v", address, base)
		}
	}
	for _, related := range r.RelatedLocations {
		if *related.Id == 0 || related.Message.Text == nil {
			t.Errorf("result of %s: related location %v", *r.RuleID, related)
		}
	}
}

func severityRank(run *sarif.Run, r *sarif.Result) float64 {
	text, _ := run.Tool.Driver.Rules[*r.RuleIndex].Properties["security-severity"].(string)
	score, _ := strconv.ParseFloat(text, 64)
	return score
}

func TestSARIFColumnsAreUTF16(t *testing.T) {
	log := parseSARIF(t, write(t, "sarif", accountsReport(), Options{}))
	region := log.Runs[0].Results[0].Locations[0].PhysicalLocation.Region
	if *log.Runs[0].Results[0].RuleID != trustAnyone.ID || *region.StartLine != 3 || *region.StartColumn != 60 || *region.EndColumn != 63 {
		t.Errorf("%s at %d:%d to %d", *log.Runs[0].Results[0].RuleID, *region.StartLine, *region.StartColumn, *region.EndColumn)
	}
}

func TestSARIFFingerprints(t *testing.T) {
	r := accountsReport()
	stable := parseSARIF(t, write(t, "sarif", r, Options{})).Runs[0].Results[0].PartialFingerprints
	if want := r.Findings[2].Fingerprint; stable["primaryLocationLineHash"] != want || stable["iamlint/v1"] != want {
		t.Errorf("got %v, want %s", stable, want)
	}
	line := parseSARIF(t, write(t, "sarif", r, Options{LineFingerprints: true})).Runs[0].Results[0].PartialFingerprints
	want := lineFingerprints(r.Findings[2].Range.Source.Text, []int{3})[3]
	if line["primaryLocationLineHash"] != want || line["iamlint/v1"] != r.Findings[2].Fingerprint {
		t.Errorf("got %v, want %s", line, want)
	}
}

// Text from a policy makes no links; only related places are linked.
func TestSARIFMessageLinks(t *testing.T) {
	log := parseSARIF(t, write(t, "sarif", hostileReport(), Options{}))
	for _, result := range log.Runs[0].Results {
		if n := strings.Count(*result.Message.Text, "]("); n != len(result.RelatedLocations) {
			t.Errorf("%d links in %q", n, *result.Message.Text)
		}
	}
}

func TestSARIFNotifications(t *testing.T) {
	log := parseSARIF(t, write(t, "sarif", accountsReport(), Options{}))
	var got []string
	for _, run := range log.Runs {
		invocation := run.Invocations[0]
		got = append(got, fmt.Sprintf("%s %v", *run.AutomationDetails.ID, *invocation.ExecutionSuccessful))
		for _, n := range invocation.ToolExecutionNotifications {
			got = append(got, n.Level+" "+*n.Message.Text)
		}
	}
	want := []string{
		"iamlint/123456789012/ false",
		"error exports/prod/broken.json:7:12: unexpected end of the text",
		"note not evaluated: needs the account summary",
		"iamlint/210987654321/ true",
		"note not evaluated: needs the credential report",
		"note not evaluated: needs the authorization details or the user list and the credential report",
		"iamlint/policies/ false",
		"error policies/p.json:1:1: internal error: rule x failed: panic",
		"note not evaluated: needs the credential report",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSARIFVersion(t *testing.T) {
	for version, want := range map[string]string{"1.2.3": "1.2.3", "v1.2.3-rc.1": "1.2.3-rc.1", "dev": "", "": ""} {
		driver := parseSARIF(t, write(t, "sarif", &lint.Report{Version: version}, Options{})).Runs[0].Tool.Driver
		got := ""
		if driver.SemanticVersion != nil {
			got = *driver.SemanticVersion
		}
		if got != want {
			t.Errorf("semanticVersion of %q is %q, want %q", version, got, want)
		}
	}
}

// manyAccounts gives n accounts with one finding each.
func manyAccounts(n int) *lint.Report {
	r := &lint.Report{Rules: allRules}
	for i := range n {
		id := fmt.Sprintf("%012d", i*7919)
		s := newSource(id+"/p.json", "policy", `{"Principal": "*"}`)
		r.Accounts = append(r.Accounts, lint.Account{ID: id, Sources: []*lint.Source{s}})
		r.Findings = append(r.Findings, newFinding(trustAnyone, id, find(s, `"*"`), rule.Subject{Type: "role", Name: id}, "anyone"))
	}
	return r
}

// A severity that the configuration overrides is that of the rule in the run of
// the account, because GitHub reads it there.
func TestSARIFOverride(t *testing.T) {
	r := manyAccounts(3)
	for i, severity := range []rule.Severity{rule.Low, rule.Info} {
		r.Findings[i].Override = &severity
	}
	log := parseSARIF(t, write(t, "sarif", r, Options{}))
	for i, want := range []struct {
		level string
		score any
	}{{"note", "2.0"}, {"note", nil}, {"error", "9.5"}} {
		run := log.Runs[i]
		result := run.Results[0]
		d := run.Tool.Driver.Rules[*result.RuleIndex]
		if *result.Level != want.level || d.DefaultConfiguration.Level != want.level || d.Properties["security-severity"] != want.score {
			t.Errorf("account %d: result %s, rule %s with %v, want %s with %v", i, *result.Level, d.DefaultConfiguration.Level, d.Properties["security-severity"], want.level, want.score)
		}
	}
}

// More accounts than GitHub accepts runs share runs, each always the same one.
func TestSARIFManyAccounts(t *testing.T) {
	runOf := func(n int) map[string]string {
		log := parseSARIF(t, write(t, "sarif", manyAccounts(n), Options{}))
		if len(log.Runs) > maxRuns {
			t.Errorf("%d runs", len(log.Runs))
		}
		of := make(map[string]string)
		for _, run := range log.Runs {
			for _, result := range run.Results {
				of[*result.Locations[0].LogicalLocations[0].Name] = *run.AutomationDetails.ID
			}
		}
		if len(of) != n {
			t.Errorf("%d results, want %d", len(of), n)
		}
		return of
	}
	if few := runOf(maxRuns); few["000000007919"] != "iamlint/000000007919/" {
		t.Errorf("20 accounts: %v", few)
	}
	before, after := runOf(30), runOf(200)
	for account, run := range before {
		if after[account] != run {
			t.Errorf("account %s moved from %s to %s", account, run, after[account])
		}
	}
}

// Accounts without an id in one folder do not make two runs of one category.
func TestSARIFSameName(t *testing.T) {
	r := &lint.Report{Accounts: []lint.Account{
		{Sources: []*lint.Source{newSource("x/a.json", "policy", "{}")}},
		{Sources: []*lint.Source{newSource("x/b.json", "policy", "{}")}},
	}}
	if log := parseSARIF(t, write(t, "sarif", r, Options{})); len(log.Runs) != 1 || *log.Runs[0].AutomationDetails.ID != "iamlint/x/" {
		t.Errorf("%d runs, first %s", len(log.Runs), *log.Runs[0].AutomationDetails.ID)
	}
}

// Each account has a file of its own, in which its category is the same as among others.
func TestSplit(t *testing.T) {
	r := manyAccounts(30)
	r.Accounts = append(r.Accounts, lint.Account{Sources: []*lint.Source{newSource("x/y/a.json", "policy", "{}")}},
		lint.Account{Sources: []*lint.Source{newSource("x-y/b.json", "policy", "{}")}})
	names := make(map[string]bool)
	findings := 0
	for _, part := range Split(r, "") {
		if names[part.Name] {
			t.Errorf("two parts are called %s", part.Name)
		}
		names[part.Name] = true
		log := parseSARIF(t, write(t, "sarif", part.Report, Options{}))
		if len(log.Runs) != 1 {
			t.Errorf("%s has %d runs", part.Name, len(log.Runs))
		}
		if len(part.Name) == 12 && *log.Runs[0].AutomationDetails.ID != "iamlint/"+part.Name+"/" {
			t.Errorf("%s has the category %s", part.Name, *log.Runs[0].AutomationDetails.ID)
		}
		findings += len(log.Runs[0].Results)
	}
	if len(names) != 32 || findings != 30 || !names["x-y"] || !names["x-y-2"] {
		t.Errorf("%d parts, %d findings: %v", len(names), findings, names)
	}
}

// bigReport has n findings spread evenly over a text, each with a related place.
func bigReport(text []byte, n int) *lint.Report {
	s := &lint.Source{Path: "exports/auth.json", Kind: "authorization-details", Text: text, Bytes: int64(len(text))}
	r := &lint.Report{Version: "1.2.3", Rules: allRules, Accounts: []lint.Account{{ID: prod, Sources: []*lint.Source{s}}}}
	for i := range n {
		start := i * (len(text) / n)
		name := "deploy-" + strconv.Itoa(i)
		r.Findings = append(r.Findings, newFinding(allRules[i%len(allRules)], prod, lint.Range{Source: s, Start: start, End: start + 80},
			rule.Subject{Type: "role", ARN: "arn:aws:iam::" + prod + ":role/" + name, Name: name},
			`role "`+name+`" can be assumed by every AWS principal`,
			lint.Related{Range: lint.Range{Source: s, Start: start + 10, End: start + 20}, Message: "the trust policy"}))
	}
	return r
}

func TestSARIFTooManyResults(t *testing.T) {
	r := bigReport(bytes.Repeat([]byte(asciiEntry), 1000), maxResults+6)
	for i := range r.Findings {
		r.Findings[i].Related = nil
	}
	text := write(t, "sarif", r, Options{})
	var packed bytes.Buffer
	zipper := gzip.NewWriter(&packed)
	if _, err := zipper.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := zipper.Close(); err != nil {
		t.Fatal(err)
	}
	if packed.Len() > 10_000_000 {
		t.Errorf("a full run has %d bytes when it is uploaded, more than GitHub takes", packed.Len())
	}
	run := parseSARIF(t, text).Runs[0]
	if n := len(run.Results); n != maxResults {
		t.Errorf("%d results", n)
	}
	if *run.Results[0].Level != "error" || *run.Results[maxResults-1].RuleID != tagMissing.ID {
		t.Errorf("first result is a %s, last is of %s", *run.Results[0].Level, *run.Results[maxResults-1].RuleID)
	}
	notifications := run.Invocations[0].ToolExecutionNotifications
	if len(notifications) != 1 || !strings.HasPrefix(*notifications[0].Message.Text, "6 findings") {
		t.Errorf("notifications %v", notifications)
	}
}

func TestDescriptor(t *testing.T) {
	r := newRule("trust-wide", rule.Low, rule.HighConfidence, "cis-6.0:2.4")
	r.Text = strings.Repeat("wörd ", 400)
	d := descriptor(r, r.Severity)
	if n := utf8.RuneCountInString(*d.FullDescription.Text); n > 1024 || n < 1000 || !strings.HasSuffix(*d.FullDescription.Text, "wörd...") {
		t.Errorf("description of %d characters", n)
	}
	if tags := d.Properties["tags"].([]string); !slices.Equal(tags, []string{"security", "iam", "trust"}) {
		t.Errorf("tags %v", tags)
	}
	if *d.Name != "TrustWide" {
		t.Errorf("name %s", *d.Name)
	}
	empty := descriptor(&rule.Rule{Meta: rule.Meta{ID: "x"}}, rule.Info)
	if *empty.ShortDescription.Text != "x" || *empty.FullDescription.Text != "x" || *empty.Help.Text == "" {
		t.Error("a rule without texts has empty descriptions")
	}
}

func TestEscapeMarkdown(t *testing.T) {
	const text = "`a*b` and *c* <d> [e](f) g_h `i"
	const want = "`a*b` and \\*c\\* \\<d> \\[e\\](f) g\\_h `i"
	if got := escapeMarkdown(text); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestToMarkdown(t *testing.T) {
	const text = "Find *it*:\naws iam list-users\naws iam get-user --query '*'\nThen stop.\n\nNext:\naws x"
	const want = "Find \\*it\\*:\n\n```sh\naws iam list-users\naws iam get-user --query '*'\n```\n\nThen stop.\n\nNext:\n\n```sh\naws x\n```"
	if got := toMarkdown(text); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func BenchmarkWrite(b *testing.B) {
	for _, lines := range []bool{false, true} {
		r := bigReport(bigText(lines, asciiEntry), 10_000)
		for _, format := range Formats() {
			b.Run(fmt.Sprintf("%s/lines=%v", format, lines), func(b *testing.B) {
				b.SetBytes(int64(len(r.Accounts[0].Sources[0].Text)))
				b.ReportAllocs()
				for b.Loop() {
					if err := Write(io.Discard, format, r, Options{}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkSARIFResult(b *testing.B) {
	r := bigReport(bigText(false, asciiEntry), 10_000)
	s := newSARIFWriter(bufio.NewWriter(io.Discard), r, Options{})
	b.Run("build", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			s.result(&r.Findings[1])
		}
	})
	result := s.result(&r.Findings[1])
	b.Run("marshal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := json.Marshal(result); err != nil {
				b.Fatal(err)
			}
		}
	})
}
