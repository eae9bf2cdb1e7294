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

// A resultFrame is the memory of a result. Results are written one after the
// other, so that all of them share it.
type resultFrame struct {
	result    sarif.Result
	index     uint
	location  sarif.Location
	locations [1]*sarif.Location
	place     placeFrame
	subject   sarif.LogicalLocation
	subjects  [1]*sarif.LogicalLocation
	prints    map[string]any
	text      string
}

// result makes the SARIF result of a finding, good until the next call. It
// always has a place: GitHub rejects a whole log for one result without.
func (s *sarifWriter) result(f *lint.Finding) *sarif.Result {
	frame := &s.frame
	if frame.prints == nil {
		frame.prints = make(map[string]any)
	}
	frame.prints["primaryLocationLineHash"], frame.prints["iamlint/v1"] = s.lineHash(f), f.Fingerprint
	frame.index = s.ruleIndex[f.Rule.ID]
	frame.location = sarif.Location{PhysicalLocation: s.placeIn(&frame.place, f.Range)}
	if logicalLocation(&frame.subject, f) {
		frame.subjects[0] = &frame.subject
		frame.location.LogicalLocations = frame.subjects[:]
	}
	frame.locations[0] = &frame.location
	frame.result = sarif.Result{
		RuleID:              &f.Rule.ID,
		RuleIndex:           &frame.index,
		Level:               &s.levels[f.Severity()],
		Locations:           frame.locations[:],
		PartialFingerprints: frame.prints,
	}
	result := &frame.result
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
	if len(f.Flow) > 0 {
		result.CodeFlows = []*sarif.CodeFlow{s.flow(f.Flow)}
	}
	frame.text = text
	result.Message.Text = &frame.text
	return result
}

// flow is the way to the consequence of a finding, step by step.
func (s *sarifWriter) flow(steps []lint.Related) *sarif.CodeFlow {
	thread := &sarif.ThreadFlow{Locations: make([]*sarif.ThreadFlowLocation, len(steps))}
	for i, step := range steps {
		thread.Locations[i] = &sarif.ThreadFlowLocation{
			Location: &sarif.Location{PhysicalLocation: s.place(step.Range), Message: message(step.Message)},
		}
	}
	return &sarif.CodeFlow{ThreadFlows: []*sarif.ThreadFlow{thread}}
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
		start, end := s.places().of(e.Range)
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
		start, _ := s.places().of(f.Range)
		if hash, ok := lines[start.Line]; ok {
			return hash
		}
	}
	return f.Fingerprint
}

// A placeFrame is the memory of a place.
type placeFrame struct {
	place      sarif.PhysicalLocation
	region     sarif.Region
	start, end Position
}

func (s *sarifWriter) place(at lint.Range) *sarif.PhysicalLocation {
	return s.placeIn(new(placeFrame), at)
}

func (s *sarifWriter) placeIn(frame *placeFrame, at lint.Range) *sarif.PhysicalLocation {
	frame.start, frame.end = s.places().of(at)
	frame.region = sarif.Region{
		StartLine: &frame.start.Line, StartColumn: &frame.start.UTF16,
		EndLine: &frame.end.Line, EndColumn: &frame.end.UTF16,
		Snippet: snippet(at),
	}
	frame.place = sarif.PhysicalLocation{ArtifactLocation: s.file(at.Source.Path), Region: &frame.region}
	return &frame.place
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

var resourceKind = "resource"

// logicalLocation names the subject of a finding, if it has a name.
func logicalLocation(location *sarif.LogicalLocation, f *lint.Finding) bool {
	subject := &f.Subject
	*location = sarif.LogicalLocation{FullyQualifiedName: &subject.ARN, Kind: &resourceKind}
	if subject.ARN == "" {
		location.FullyQualifiedName = &subject.Name
	}
	if subject.Name != "" {
		location.Name = &subject.Name
	}
	return *location.FullyQualifiedName != ""
}
