package report

import (
	"bufio"
	"encoding/json"

	"github.com/iamlint/iamlint/lint"
)

// The lines of the JSON Lines output. The last line is the summary, so that a
// reader can tell a complete output.
type (
	lineFinding struct {
		Type    string `json:"type"`
		Account string `json:"account"`
		jsonFinding
	}
	lineNotEvaluated struct {
		Type string `json:"type"`
		jsonNotEvaluated
	}
	lineError struct {
		Type string `json:"type"`
		jsonError
	}
	lineSummary struct {
		Type          string   `json:"type"`
		SchemaVersion int      `json:"schemaVersion"`
		Tool          jsonTool `json:"tool"`
		AsOf          *string  `json:"asOf"`
		jsonSummary
	}
)

func writeJSONLines(w *bufio.Writer, r *lint.Report, o Options) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for f := range jsonFindings(r) {
		if err := encoder.Encode(lineFinding{"finding", f.Subject.Account, f}); err != nil {
			return err
		}
	}
	for n := range jsonNotEvaluateds(r, o) {
		if err := encoder.Encode(lineNotEvaluated{"notEvaluated", n}); err != nil {
			return err
		}
	}
	for e := range jsonErrors(r) {
		if err := encoder.Encode(lineError{"error", e}); err != nil {
			return err
		}
	}
	return encoder.Encode(lineSummary{"summary", schemaVersion, jsonTool{"iamlint", r.Version}, commonAsOf(r.Accounts), newJSONSummary(r)})
}
