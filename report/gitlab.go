package report

import (
	"bufio"
	"encoding/json"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// The entries of a Code Quality report of GitLab.
type (
	gitlabIssue struct {
		Description string         `json:"description"`
		CheckName   string         `json:"check_name"`
		Fingerprint string         `json:"fingerprint"`
		Severity    string         `json:"severity"`
		Location    gitlabLocation `json:"location"`
	}
	gitlabLocation struct {
		Path  string      `json:"path"`
		Lines gitlabLines `json:"lines"`
	}
	gitlabLines struct {
		Begin int `json:"begin"`
		End   int `json:"end"`
	}
)

// writeGitLab writes the findings that count; GitLab knows no suppressed ones.
// Paths are relative to the repository, without "./".
func writeGitLab(w *bufio.Writer, r *lint.Report, o Options) error {
	places := locate(r)
	w.WriteByte('[')
	for i := range r.Findings {
		f := &r.Findings[i]
		start, end := places.of(f.Range)
		text, err := json.Marshal(gitlabIssue{
			Description: printable(f.Message),
			CheckName:   f.Rule.ID,
			Fingerprint: f.Fingerprint,
			Severity:    gitlabSeverity(f.Severity()),
			Location:    gitlabLocation{below(o.Root, f.Range.Source.Path), gitlabLines{start.Line, end.Line}},
		})
		if err != nil {
			return err
		}
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteString("\n  ")
		w.Write(text)
	}
	if len(r.Findings) > 0 {
		w.WriteByte('\n')
	}
	w.WriteString("]\n")
	return nil
}

func gitlabSeverity(s rule.Severity) string {
	return [...]string{rule.Info: "info", rule.Low: "minor", rule.Medium: "major", rule.High: "critical", rule.Critical: "blocker"}[s]
}
