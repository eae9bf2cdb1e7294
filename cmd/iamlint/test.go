package main

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/policytest"
	"github.com/iamlint/iamlint/report"
)

type testFlags struct {
	format  string
	output  string
	catalog string
	verbose bool
}

func newTest() *cobra.Command {
	var flags testFlags
	cmd := &cobra.Command{
		Use:   "test FILE ...",
		Short: "Run unit tests of permissions",
		Long: `Run unit tests of permissions from YAML files (.yaml, .yml) or JSON Lines: each
names a principal, an action, a resource and the expected decision, and brings
policies or names the export of an account. docs/testing.md describes both forms.

Exit code: 0 all passed, 1 some failed, 2 a file that could not be read.`,
		Example: `  iamlint test permissions.yaml
  iamlint test --format junit --output junit.xml permissions.yaml`,
		Args:              cobra.MinimumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions([]cobra.Completion{"yaml", "yml", "jsonl"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE:              func(cmd *cobra.Command, args []string) error { return runTest(cmd, args, flags) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", "text", "text, junit, or jsonl for {\"id\",\"decision\"} a line")
	f.StringVarP(&flags.output, "output", "o", "", "write there instead of standard output")
	f.StringVar(&flags.catalog, "catalog", "", "facts about AWS services from this `FILE` instead of those built in")
	f.BoolVarP(&flags.verbose, "verbose", "v", false, "name the tests that pass too")
	completeValues(cmd, "format", []string{"text", "junit", "jsonl"})
	completeFiles(cmd, "catalog", "json")
	return cmd
}

func runTest(cmd *cobra.Command, paths []string, flags testFlags) (err error) {
	writers := map[string]func(io.Writer, []policytest.Result, bool) error{"text": writeTestText, "junit": writeJUnit, "jsonl": writeDecisions}
	write := writers[flags.format]
	if write == nil {
		return fmt.Errorf("--format %q is none of text, junit and jsonl", flags.format)
	}
	facts, err := readCatalog(flags.catalog)
	if err != nil {
		return err
	}
	var results []policytest.Result
	for _, path := range paths {
		more, err := testFile(cmd, path, facts)
		if err != nil {
			return err
		}
		results = append(results, more...)
	}
	w := cmd.OutOrStdout()
	if flags.output != "" && flags.output != "-" {
		file, err := os.Create(flags.output)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		w = file
	}
	if err := write(w, results, flags.verbose); err != nil {
		return fmt.Errorf("write the results: %w", err)
	}
	for i := range results {
		if !results[i].Passed {
			return exitCode(exitFindings)
		}
	}
	return nil
}

func testFile(cmd *cobra.Command, path string, facts *catalog.Catalog) ([]policytest.Result, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the tests: %w", err)
	}
	switch filepath.Ext(path) {
	case ".yaml", ".yml":
		return testSuite(cmd, path, text, facts)
	}
	cases, err := policytest.ReadLines(path, text)
	if err != nil {
		return nil, err
	}
	for _, c := range cases {
		if c.Policies == nil {
			return nil, &policytest.Error{Path: path, Line: c.Line, Message: "the case brings no policies"}
		}
	}
	return decideAll(cases, facts, nil), nil
}

// testSuite runs a YAML file. Paths in it are relative to its folder.
func testSuite(cmd *cobra.Command, path string, text []byte, facts *catalog.Catalog) ([]policytest.Result, error) {
	near := func(name string) string {
		if filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(filepath.Dir(path), name)
	}
	suite, err := policytest.ReadYAML(path, text, func(name string) ([]byte, error) { return os.ReadFile(near(name)) })
	if err != nil {
		return nil, err
	}
	if len(suite.Exports) == 0 {
		return decideAll(suite.Cases, facts, nil), nil
	}
	question := questionFlags{format: "text", account: suite.Account}
	for _, name := range suite.Exports {
		question.exports = append(question.exports, near(name))
	}
	all, _, err := question.load(cmd)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return decideAll(suite.Cases, facts, exportedAccount{all, facts}), nil
}

// decideAll decides cases, those with policies of their own side by side.
func decideAll(cases []*policytest.Case, facts *catalog.Catalog, account policytest.Account) []policytest.Result {
	results := make([]policytest.Result, len(cases))
	workers := 1
	if account == nil {
		workers = min(runtime.GOMAXPROCS(0), max(1, len(cases)/256))
	}
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(cases); i += workers {
				results[i] = cases[i].Decide(facts, account)
			}
		})
	}
	group.Wait()
	return results
}

// An exportedAccount decides requests of the principals of an export.
type exportedAccount struct {
	all   *account.Principals
	facts *catalog.Catalog
}

func (a exportedAccount) Decide(principal, action, resource string, set func(*policy.Context)) (policy.Explanation, error) {
	s, err := findSubject(a.all, principal)
	if err != nil {
		return policy.Explanation{}, err
	}
	ctx := contextFor(s)
	set(ctx)
	x, _ := ask(a.all, a.facts, question{s, action, resource}, ctx)
	return x, nil
}

// title names a case for people.
func title(c *policytest.Case) string {
	name := c.Name
	if name == "" {
		name = c.Principal + " " + c.Action + " " + c.Resource
	}
	if c.ID != "" {
		name = c.ID + " " + name
	}
	return report.Printable(name)
}

// failure says why a case failed.
func failure(r *policytest.Result) string {
	if r.Err != nil {
		return report.Printable(r.Err.Error())
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, expected %s", decisionName(r.Outcome), r.Expected.Text)
	if types := r.Missing.List(); len(types) > 0 {
		var names []string
		for _, t := range types {
			names = append(names, t.String())
		}
		fmt.Fprintf(&b, ": nothing in the %s policies allows it", strings.Join(names, " and "))
	}
	for _, reason := range r.Reasons {
		fmt.Fprintf(&b, "\n    %s policy, %s", reason.Type, describe(reason))
	}
	for _, residual := range r.Residual {
		var keys []string
		for _, c := range residual.Conditions {
			keys = append(keys, c.Operator+" "+c.Key.Text)
		}
		fmt.Fprintf(&b, "\n    %s policy, %s: open is %s", residual.Type, describe(residual.Reason), strings.Join(keys, " and "))
	}
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = report.Printable(lines[i])
	}
	return strings.Join(lines, "\n")
}

func describe(r policy.Reason) string {
	name := "statement"
	if r.Statement.Sid.Text != "" {
		name += " " + r.Statement.Sid.Text
	}
	return name + " " + strings.ToLower(r.Statement.Effect.Text) + "s"
}

func decisionName(o policy.Outcome) string {
	return map[policy.Outcome]string{policy.Allowed: "allowed", policy.ExplicitlyDenied: "explicitly denied", policy.ImplicitlyDenied: "implicitly denied", policy.Conditional: "conditional"}[o]
}

func writeTestText(w io.Writer, results []policytest.Result, verbose bool) error {
	passed := 0
	for i := range results {
		r := &results[i]
		switch {
		case !r.Passed:
			fmt.Fprintf(w, "FAIL %s:%d: %s: %s\n", report.Printable(r.File), r.Line, title(r.Case), failure(r))
			continue
		case verbose:
			fmt.Fprintf(w, "ok   %s:%d: %s\n", report.Printable(r.File), r.Line, title(r.Case))
		}
		passed++
	}
	_, err := fmt.Fprintf(w, "%d passed, %d failed\n", passed, len(results)-passed)
	return err
}

// writeDecisions writes a line for each case. A case without an id is known
// by its line.
func writeDecisions(w io.Writer, results []policytest.Result, _ bool) error {
	type line struct {
		ID       string `json:"id"`
		Decision string `json:"decision"`
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for i := range results {
		r := &results[i]
		id := r.ID
		if id == "" {
			id = fmt.Sprintf("%s:%d", r.File, r.Line)
		}
		if err := encoder.Encode(line{id, r.Outcome.String()}); err != nil {
			return err
		}
	}
	return nil
}

// The shapes of JUnit's XML, as CI systems read it.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		File    string        `xml:"file,attr"`
		Line    int           `xml:"line,attr"`
		Failure *junitFailure `xml:"failure"`
	}
	junitFailure struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

func writeJUnit(w io.Writer, results []policytest.Result, _ bool) error {
	var suites junitSuites
	for i := range results {
		r := &results[i]
		if n := len(suites.Suites); n == 0 || suites.Suites[n-1].Name != r.File {
			suites.Suites = append(suites.Suites, junitSuite{Name: r.File})
		}
		suite := &suites.Suites[len(suites.Suites)-1]
		c := junitCase{Name: title(r.Case), Class: r.File, File: r.File, Line: r.Line}
		if !r.Passed {
			text := failure(r)
			first, _, _ := strings.Cut(text, "\n")
			c.Failure = &junitFailure{first, text}
			suite.Failures++
			suites.Failures++
		}
		suite.Tests++
		suites.Tests++
		suite.Cases = append(suite.Cases, c)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(suites); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
