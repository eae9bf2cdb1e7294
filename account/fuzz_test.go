package account

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/iamlint/iamlint/internal/jsontape"
	"github.com/iamlint/iamlint/internal/seeds"
	"github.com/iamlint/iamlint/policy"
)

// FuzzDocument holds that a document means the same as an object, as a JSON
// string and percent-encoded, and that the places in the escaped forms lie
// within the string.
func FuzzDocument(f *testing.F) {
	seeds.Add(f, func(text []byte) bool { return len(text) < 8<<10 && bytes.Contains(text, []byte(`"Statement"`)) })
	f.Fuzz(func(t *testing.T, text []byte) {
		plain, err := policy.Parse(text)
		if err != nil || len(text) == 0 || text[0] != '{' {
			return
		}
		for form, source := range map[string]string{
			"string":  quoteJSON(string(text)),
			"percent": quoteJSON(url.QueryEscape(string(text))),
			"mixed":   quoteJSON(strings.ReplaceAll(string(text), `{`, `%7B`)),
		} {
			if form == "percent" && strings.Contains(source, "+") {
				continue // QueryEscape writes a blank as +, AWS writes %20
			}
			if form == "mixed" && strings.Contains(string(text), "%") {
				continue
			}
			doc := readEscaped(new(policy.Reader), source)
			if diff := cmp.Diff(plain, doc, cmpopts.EquateEmpty(), cmpopts.IgnoreTypes(jsontape.Span{}), cmpopts.IgnoreUnexported(policy.Document{}, policy.Statement{}), cmpopts.IgnoreFields(policy.Document{}, "Embedded")); diff != "" {
				t.Errorf("%s differs (-plain +%s):\n%s", source, form, diff)
			}
			for i := range doc.Statements {
				if s := doc.Statements[i].Span; s.Start < 1 || s.End > uint32(len(source)) || s.Start >= s.End {
					t.Errorf("%s: statement at %v", source, s)
				}
			}
		}
	})
}

// quoteJSON writes a text as a JSON string, with as few escapes as there may be.
func quoteJSON(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"', c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c < ' ':
			b.WriteString(`\u00`)
			b.WriteByte("0123456789abcdef"[c>>4])
			b.WriteByte("0123456789abcdef"[c&15])
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// FuzzCredentialReport holds that every cell of a report has its place.
func FuzzCredentialReport(f *testing.F) {
	seeds.Add(f, isCredentialCSV)
	f.Add([]byte(header + rootRow))
	f.Fuzz(func(t *testing.T, text []byte) {
		if !isCredentialCSV(text) {
			text = append([]byte(header), text...)
		}
		file := &File{Path: "report.csv", Text: text}
		if err := file.readCredentialCSV(); err != nil {
			if err.Line < 1 || err.Line > 1+bytes.Count(text, []byte{'\n'}) || err.Column < 1 || err.Message == "" {
				t.Errorf("an error without its place: %v", err)
			}
			return
		}
		report := file.export.(*CredentialReport)
		for _, row := range report.Rows {
			source := text[row.User.Span.Start:row.User.Span.End]
			if unquoted := strings.ReplaceAll(strings.Trim(string(source), `"`), `""`, `"`); !strings.Contains(unquoted, strings.Trim(row.User.Value, `"`)) {
				t.Errorf("the place of %q holds %q", row.User.Value, source)
			}
		}
	})
}
