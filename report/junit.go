package report

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/iamlint/iamlint/lint"
)

// The elements of a JUnit report.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Errors   int          `xml:"errors,attr"`
		Skipped  int          `xml:"skipped,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr"`
		Skipped  int         `xml:"skipped,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Class   string        `xml:"classname,attr"`
		Name    string        `xml:"name,attr"`
		File    string        `xml:"file,attr,omitempty"`
		Line    int           `xml:"line,attr,omitempty"`
		Failure *junitOutcome `xml:"failure"`
		Error   *junitOutcome `xml:"error"`
		Skipped *junitOutcome `xml:"skipped"`
	}
	junitOutcome struct {
		Message string `xml:"message,attr"`
		Type    string `xml:"type,attr,omitempty"`
		Text    string `xml:",chardata"`
	}
)

// writeJUnit makes a test suite of each account. A finding is a failed test; a
// suppressed one and a rule that could not be judged are skipped; an account
// without any of them has one test that passed.
func writeJUnit(w *bufio.Writer, r *lint.Report, _ Options) error {
	places := locate(r)
	all := junitSuites{Name: "iamlint"}
	for _, part := range byAccount(r) {
		suite := junitSuite{Name: title(part.Account)}
		for _, e := range part.errors {
			suite.Cases = append(suite.Cases, junitCase{Class: "input", Name: printable(e.Path), File: printable(e.Path), Line: e.Line,
				Error: &junitOutcome{Message: printable(e.Message), Text: fmt.Sprintf("%s:%d:%d", printable(e.Path), e.Line, e.Column)}})
			suite.Errors++
		}
		for _, f := range part.findings {
			c := newJUnitCase(f, places)
			c.Failure = &junitOutcome{Message: printable(f.Message), Type: f.Severity().String(), Text: junitText(f, places)}
			suite.Cases = append(suite.Cases, c)
			suite.Failures++
		}
		for _, f := range part.suppressed {
			c := newJUnitCase(f, places)
			c.Skipped = &junitOutcome{Message: "suppressed by the " + f.Suppressed.By.String() + ": " + printable(f.Suppressed.Reason)}
			suite.Cases = append(suite.Cases, c)
			suite.Skipped++
		}
		for _, n := range part.notEvaluated {
			suite.Cases = append(suite.Cases, junitCase{Class: n.Rule.ID, Name: printable(n.Rule.Title),
				Skipped: &junitOutcome{Message: "not evaluated: needs the " + printable(strings.Join(n.Needs, " and the "))}})
			suite.Skipped++
		}
		if len(suite.Cases) == 0 {
			suite.Cases = append(suite.Cases, junitCase{Class: "iamlint", Name: "no findings"})
		}
		suite.Tests = len(suite.Cases)
		all.Tests += suite.Tests
		all.Failures += suite.Failures
		all.Errors += suite.Errors
		all.Skipped += suite.Skipped
		all.Suites = append(all.Suites, suite)
	}
	w.WriteString(xml.Header)
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(all); err != nil {
		return err
	}
	return w.WriteByte('\n')
}

// newJUnitCase names a test by the finding, with its place in case two are alike.
func newJUnitCase(f *lint.Finding, p places) junitCase {
	start, _ := p.of(f.Range)
	path := printable(f.Range.Source.Path)
	return junitCase{Class: f.Rule.ID, Name: fmt.Sprintf("%s (%s:%d:%d)", printable(f.Message), path, start.Line, start.Column), File: path, Line: start.Line}
}

func junitText(f *lint.Finding, p places) string {
	start, _ := p.of(f.Range)
	text := fmt.Sprintf("%s:%d:%d", printable(f.Range.Source.Path), start.Line, start.Column)
	if f.Rule.Remediation != "" {
		text += "\n\n" + f.Rule.Remediation
	}
	return text
}
