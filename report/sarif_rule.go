package report

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/iamlint/iamlint/rules/rule"
)

const maxDescription = 1024 // characters that GitHub accepts

// descriptor is what SARIF says about a rule that has a severity. GitHub takes an empty
// description for a missing one, so the title stands in where there is none.
func descriptor(r *rule.Rule, severity rule.Severity) *sarif.ReportingDescriptor {
	name, page := pascalCase(r.ID), rule.DocURL(r.ID)
	short, full := shorten(cmp.Or(r.Title, r.ID)), shorten(cmp.Or(r.Text, r.Title, r.ID))
	text, markdown := help(r)
	properties := sarif.Properties{
		"precision": r.Confidence.String(),
		"tags":      tags(r),
	}
	if score := securitySeverity(severity); score != "" {
		properties["security-severity"] = score
	}
	return &sarif.ReportingDescriptor{
		ID:                   r.ID,
		Name:                 &name,
		ShortDescription:     &sarif.MultiformatMessageString{Text: &short},
		FullDescription:      &sarif.MultiformatMessageString{Text: &full},
		Help:                 &sarif.MultiformatMessageString{Text: &text, Markdown: &markdown},
		HelpURI:              &page,
		DefaultConfiguration: &sarif.ReportingConfiguration{Level: sarifLevel(severity)},
		Properties:           properties,
	}
}

func sarifLevel(s rule.Severity) string {
	switch s {
	case rule.Critical, rule.High:
		return "error"
	case rule.Medium:
		return "warning"
	}
	return "note"
}

// securitySeverity is the score from which GitHub takes the severity of an
// alert: a string, because GitHub rejects a number.
func securitySeverity(s rule.Severity) string {
	switch s {
	case rule.Critical:
		return "9.5"
	case rule.High:
		return "8.0"
	case rule.Medium:
		return "5.5"
	case rule.Low:
		return "2.0"
	}
	return ""
}

// tags are what alerts can be filtered by. References are too many for what
// GitHub shows; they stand in the help.
func tags(r *rule.Rule) []string {
	list := []string{"security", "iam"}
	if r.Area != "" && r.Area != "iam" {
		list = append(list, r.Area)
	}
	return list
}

// help is why a rule matters, what to do and where it comes from.
func help(r *rule.Rule) (text, markdown string) {
	var t, m strings.Builder
	section := func(heading, plain, marked string) {
		if plain == "" {
			return
		}
		if t.Len() > 0 {
			t.WriteString("\n\n")
		}
		fmt.Fprintf(&t, "%s:\n%s", heading, plain)
		fmt.Fprintf(&m, "## %s\n\n%s\n\n", heading, marked)
	}
	why := cmp.Or(r.Text, r.Title, r.ID)
	section("Why", why, toMarkdown(why))
	section("Remediation", r.Remediation, toMarkdown(r.Remediation))
	var references []string
	for _, reference := range r.References {
		references = append(references, "- `"+reference+"`")
	}
	section("References", strings.Join(r.References, ", "), strings.Join(references, "\n"))
	m.WriteString("[More about " + r.ID + "](" + rule.DocURL(r.ID) + ")")
	return t.String(), m.String()
}

// toMarkdown makes Markdown of plain text: lines that are commands become code.
func toMarkdown(text string) string {
	var b strings.Builder
	code := false
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteByte('\n')
		}
		switch {
		case isCommand(line) && !code:
			b.WriteString("\n```sh\n")
		case !isCommand(line) && code:
			b.WriteString("```\n\n")
		}
		if code = isCommand(line); !code {
			line = escapeMarkdown(line)
		}
		b.WriteString(line)
	}
	if code {
		b.WriteString("\n```")
	}
	return b.String()
}

// isCommand says whether a line of a remediation is to be typed into a shell.
func isCommand(line string) bool {
	line = strings.TrimLeft(line, " ")
	return strings.HasPrefix(line, "aws ") || strings.HasPrefix(line, "iamlint ")
}

var markdownEscapes = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, `<`, `\<`, `[`, `\[`, `]`, `\]`)

// escapeMarkdown makes plain text mean itself in Markdown; what stands between
// backquotes stays code.
func escapeMarkdown(text string) string {
	parts := strings.Split(text, "`")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = markdownEscapes.Replace(parts[i])
	}
	return strings.Join(parts, "`")
}

// shorten cuts a description to what GitHub accepts, at a space if there is one.
func shorten(text string) string {
	if utf8.RuneCountInString(text) <= maxDescription {
		return text
	}
	cut := string([]rune(text)[:maxDescription-len(ellipsis)])
	if i := strings.LastIndexAny(cut, " \n"); i > 0 {
		cut = cut[:i]
	}
	return cut + ellipsis
}

// pascalCase makes RootMfaMissing of root-mfa-missing.
func pascalCase(id string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(id, "-") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}
