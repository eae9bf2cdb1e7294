package report

import (
	"bufio"
	"encoding/csv"
	"strconv"
	"strings"
	"time"

	"github.com/iamlint/iamlint/lint"
)

var csvHeader = []string{
	"status", "severity", "confidence", "rule", "account", "subject type", "subject", "arn", "message",
	"path", "line", "column", "end line", "end column", "references", "fingerprint", "suppressed by", "reason", "until",
}

// writeCSV writes a row for each finding, those that are suppressed after the
// others.
func writeCSV(w *bufio.Writer, r *lint.Report, _ Options) error {
	places := locate(r)
	rows := csv.NewWriter(w)
	rows.Write(csvHeader) //nolint:errcheck // rows.Error tells
	for i := range len(r.Findings) + len(r.Suppressed) {
		f := nth(r, i)
		start, end := places.of(f.Range)
		status, by, reason, until := "open", "", "", ""
		if s := f.Suppressed; s != nil {
			status, by, reason = "suppressed", s.By.String(), s.Reason
			if !s.Until.IsZero() {
				until = s.Until.Format(time.DateOnly)
			}
		}
		row := []string{
			status, f.Severity().String(), f.Rule.Confidence.String(), f.Rule.ID, f.Account, f.Subject.Type, f.Subject.Name, f.Subject.ARN, f.Message,
			f.Range.Source.Path, strconv.Itoa(start.Line), strconv.Itoa(start.Column), strconv.Itoa(end.Line), strconv.Itoa(end.Column),
			strings.Join(f.Rule.References, " "), f.Fingerprint, by, reason, until,
		}
		for i, text := range row {
			row[i] = csvCell(text)
		}
		rows.Write(row) //nolint:errcheck // rows.Error tells
	}
	rows.Flush()
	return rows.Error()
}

// csvCell makes a text safe for spreadsheets, which take one that begins like
// this for a formula, some of them also behind spaces, and run it. An
// apostrophe in front makes it a text again.
func csvCell(text string) string {
	text = printable(text)
	if first := strings.TrimLeft(text, " \u00a0\u3000"); first != "" && strings.ContainsAny(first[:1], "=+-@|%") || startsWithAny(first, "＝", "＋", "－", "＠") {
		return "'" + text
	}
	return text
}

func startsWithAny(text string, prefixes ...string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(text, p) {
			return true
		}
	}
	return false
}
