package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/iamlint/iamlint/lint"
)

// maxSnippet is how many bytes of the source a result quotes.
const maxSnippet = 200

// result makes the SARIF result of a finding. It always has a place: GitHub
// rejects a whole log for one result without.
func (s *sarifWriter) result(f *lint.Finding) *sarif.Result {
	index := s.ruleIndex[f.Rule.ID]
	result := &sarif.Result{
		RuleID:              &f.Rule.ID,
		RuleIndex:           &index,
		Level:               &s.levels[f.Severity()],
		Locations:           []*sarif.Location{{PhysicalLocation: s.place(f.Range), LogicalLocations: logicalLocations(f)}},
		PartialFingerprints: map[string]any{"primaryLocationLineHash": s.lineHash(f), "iamlint/v1": f.Fingerprint},
	}
	for _, fix := range f.Fixes {
		result.Fixes = append(result.Fixes, s.fix(fix))
	}
	if f.Suppressed != nil {
		result.Suppressions = suppressions(f.Suppressed)
	}
	text := unlinked(f.Message)
	for i, related := range f.Related[:min(len(f.Related), maxRelated)] {
		id := uint(i + 1)
		result.RelatedLocations = append(result.RelatedLocations, &sarif.Location{
			Id: &id, PhysicalLocation: s.place(related.Range), Message: message(related.Message),
		})
		// GitHub shows a related place only where the message links to it.
		switch {
		case i == 0:
			text += ". See " + link(related.Message, id)
		case i < maxNotes:
			text += ", " + link(related.Message, id)
		}
	}
	result.Message.Text = &text
	return result
}

// suppressions says that a finding was accepted. go-sarif writes null for what
// is left out, which the schema does not want.
func suppressions(by *lint.Suppressed) []*sarif.Suppression {
	return []*sarif.Suppression{{Kind: "external", Justification: &by.Reason}}
}

// fix is a change as SARIF tells it. All edits of a fix are in one file.
func (s *sarifWriter) fix(f lint.Fix) *sarif.Fix {
	fix := &sarif.Fix{Description: message(f.Message)}
	if len(f.Edits) == 0 {
		return fix
	}
	change := &sarif.ArtifactChange{ArtifactLocation: *s.file(f.Edits[0].Range.Source.Path)}
	for _, e := range f.Edits {
		start, end := s.places.of(e.Range)
		change.Replacements = append(change.Replacements, &sarif.Replacement{
			DeletedRegion:   sarif.Region{StartLine: &start.Line, StartColumn: &start.UTF16, EndLine: &end.Line, EndColumn: &end.UTF16},
			InsertedContent: &sarif.ArtifactContent{Text: &e.New},
		})
	}
	fix.ArtifactChanges = []*sarif.ArtifactChange{change}
	return fix
}

var brackets = strings.NewReplacer("[", "(", "]", ")")

// link is a link in a message to the related location with that id.
func link(text string, id uint) string { return fmt.Sprintf("[%s](%d)", brackets.Replace(text), id) }

func (s *sarifWriter) lineHash(f *lint.Finding) string {
	if lines, ok := s.lines[f.Range.Source]; ok {
		start, _ := s.places.of(f.Range)
		if hash, ok := lines[start.Line]; ok {
			return hash
		}
	}
	return f.Fingerprint
}

func (s *sarifWriter) place(at lint.Range) *sarif.PhysicalLocation {
	start, end := s.places.of(at)
	return &sarif.PhysicalLocation{
		ArtifactLocation: s.file(at.Source.Path),
		Region: &sarif.Region{
			StartLine: &start.Line, StartColumn: &start.UTF16,
			EndLine: &end.Line, EndColumn: &end.UTF16,
			Snippet: snippet(at),
		},
	}
}

// snippet is the text of a range, cut when it is long; nil for an empty one.
func snippet(at lint.Range) *sarif.ArtifactContent {
	text := at.Source.Text[min(at.Start, len(at.Source.Text)):min(at.End, len(at.Source.Text))]
	if len(text) == 0 {
		return nil
	}
	cut := ""
	if len(text) > maxSnippet {
		n := maxSnippet
		for n > 0 && !utf8.RuneStart(text[n]) {
			n--
		}
		text, cut = text[:n], ellipsis
	}
	quoted := strings.ToValidUTF8(string(text), "\uFFFD") + cut
	return &sarif.ArtifactContent{Text: &quoted}
}

// logicalLocations names the subject of a finding.
func logicalLocations(f *lint.Finding) []*sarif.LogicalLocation {
	name, full := f.Subject.Name, f.Subject.ARN
	if full == "" {
		full = name
	}
	if full == "" {
		return nil
	}
	kind := "resource"
	location := &sarif.LogicalLocation{FullyQualifiedName: &full, Kind: &kind}
	if name != "" {
		location.Name = &name
	}
	return []*sarif.LogicalLocation{location}
}
