package docs

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/rules/rule"
)

// A File is an export of an example, or a configuration file.
type File struct {
	Name string
	Text []byte
}

// An Example is exports and what the rule finds in them.
type Example struct {
	Comment  string // what is to be said about it, if anything
	Files    []File
	Findings []Finding
}

// A Finding is what a rule says about an example.
type Finding struct {
	File    string
	Line    int
	Message string
}

// A NearMiss is a reason for silence with the changes that make it of something
// that the rule reports, as lines that begin with "-" and "+".
type NearMiss struct {
	Reason string
	Diff   []string
}

// Page is the page of a rule, with an example that it reports, one that it does
// not, and what separates the two.
func Page(r *rule.Rule, bad, good Example, silent []NearMiss) []byte {
	var b bytes.Buffer
	b.WriteString(generated)
	fmt.Fprintf(&b, "# %s\n\n%s.\n\n", r.ID, Markdown(r.Title))
	b.WriteString("| Severity | Confidence | Persona | Area | Since |\n|---|---|---|---|---|\n")
	fmt.Fprintf(&b, "| %s | %s | %s | [%s](README.md#%s) | %s |\n", r.Severity, r.Confidence, r.Persona, r.Area, anchor(areaTitle(r.Area)), r.Since)

	fmt.Fprintf(&b, "\n## Why\n\n%s\n", Markdown(r.Text))

	b.WriteString("\n## Bad\n\n")
	example(&b, bad)
	if len(bad.Findings) == 1 {
		b.WriteString("\niamlint says:\n\n")
	} else {
		fmt.Fprintf(&b, "\niamlint says %d things:\n\n", len(bad.Findings))
	}
	for _, f := range bad.Findings {
		fmt.Fprintf(&b, "- `%s:%d` %s\n", f.File, f.Line, Markdown(f.Message))
	}

	b.WriteString("\n## Good\n\n")
	example(&b, good)

	fmt.Fprintf(&b, "\n## How to mend\n\n%s", withCommands(r.Remediation))

	nearMisses(&b, silent)

	fmt.Fprintf(&b, "\n## What it reads\n\nThe rule reads %s. `iamlint export-commands` prints the commands that make the exports.\n", inputs(r))
	if keys := ConfigurationKeys(r.ID); keys != nil {
		b.WriteString("\n## Configuration\n\n")
		for _, key := range keys {
			section, _, _ := strings.Cut(key, ".")
			fmt.Fprintf(&b, "- [`%s`](../configuration.md#%s)\n", key, section)
		}
	}
	if len(r.SubsumedBy) > 0 || len(r.References) > 0 {
		b.WriteString("\n## See also\n\n")
		related(&b, r)
	}
	return b.Bytes()
}

func example(b *bytes.Buffer, e Example) {
	if e.Comment != "" {
		fmt.Fprintf(b, "%s\n\n", Markdown(e.Comment))
	}
	for i, f := range e.Files {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "`%s`:\n\n%s", f.Name, export(f))
	}
}

// nearMisses lists why the rule is silent.
func nearMisses(b *bytes.Buffer, silent []NearMiss) {
	if len(silent) == 0 {
		return
	}
	b.WriteString("\n## When it stays silent\n\nEach of these changes to something that the rule reports ends the finding:\n")
	for _, m := range silent {
		fmt.Fprintf(b, "\n- %s\n\n  ```diff\n", Markdown(m.Reason))
		for _, line := range m.Diff {
			fmt.Fprintf(b, "  %s\n", line)
		}
		b.WriteString("  ```\n")
	}
}

// related names the rules and the controls of others that belong to a rule.
func related(b *bytes.Buffer, r *rule.Rule) {
	for _, id := range r.SubsumedBy {
		fmt.Fprintf(b, "- [%s](%s.md), which is graver: where both find the same thing, only that one speaks\n", id, id)
	}
	var names []string
	controls := make(map[string][]string)
	for _, reference := range r.References {
		prefix, control, _ := strings.Cut(reference, ":")
		if strings.HasPrefix(prefix, "cis-") {
			continue
		}
		name := cmp.Or(sources[prefix], prefix)
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
		controls[name] = append(controls[name], "`"+control+"`")
	}
	if list := benchmark(r.References); list != "" {
		fmt.Fprintf(b, "- CIS AWS Foundations Benchmark: %s\n", list)
	}
	for _, name := range names {
		fmt.Fprintf(b, "- %s: %s\n", name, strings.Join(controls[name], ", "))
	}
}

// benchmark lists the numbers of a control in the versions of the CIS
// benchmark, as in "1.5 (version 4.0), 2.4 (version 6.0)".
func benchmark(references []string) string {
	var numbers []string
	versions := make(map[string][]string)
	for _, reference := range references {
		version, number, ok := strings.Cut(strings.TrimPrefix(reference, "cis-"), ":")
		if !ok || !strings.HasPrefix(reference, "cis-") {
			continue
		}
		if versions[number] == nil {
			numbers = append(numbers, number)
		}
		versions[number] = append(versions[number], version)
	}
	for i, number := range numbers {
		word := "version"
		if len(versions[number]) > 1 {
			word = "versions"
		}
		numbers[i] = fmt.Sprintf("`%s` (%s %s)", number, word, strings.Join(versions[number], ", "))
	}
	return strings.Join(numbers, ", ")
}

// sources are those whose controls rules refer to, by the prefix of a reference.
var sources = map[string]string{
	"aa":             "IAM Access Analyzer policy checks",
	"aisf":           "AWS AI Security Framework",
	"cloudsplaining": "Cloudsplaining",
	"fsbp":           "AWS Security Hub controls",
	"parliament":     "Parliament",
	"pathfinding":    "pathfinding.cloud",
	"pmapper":        "PMapper",
	"prowler":        "Prowler",
}

// inputs names what a rule reads, as its providers tell.
func inputs(r *rule.Rule) string {
	var names []string
	for _, required := range r.Requires {
		if _, name, ok := strings.Cut(required.Doc, " provides the "); ok {
			names = append(names, "the "+name)
		}
	}
	if len(names) == 0 {
		return "whatever exports there are"
	}
	return strings.Join(names, " and ")
}

// anchor is the fragment by which GitHub finds a heading.
func anchor(heading string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == ' ':
			return '-'
		case c == '-' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			return c
		}
		return -1
	}, strings.ToLower(heading))
}
