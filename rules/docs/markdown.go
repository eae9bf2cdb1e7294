package docs

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"path"
	"slices"
	"strings"
)

var escapes = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, `<`, `\<`, `[`, `\[`, `]`, `\]`, `|`, `\|`)

// Markdown makes plain text mean itself in Markdown. What stands between
// backquotes stays code.
func Markdown(text string) string {
	parts := strings.Split(text, "`")
	for i := 0; i < len(parts); i += 2 {
		parts[i] = escapes.Replace(parts[i])
	}
	return strings.Join(parts, "`")
}

// withCommands is Markdown for text in which lines may be commands.
func withCommands(text string) string {
	var b strings.Builder
	code := false
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		command := strings.HasPrefix(line, "aws ") || strings.HasPrefix(line, "iamlint ")
		if command && !code {
			b.WriteString("\n```sh\n")
		}
		if code && !command {
			b.WriteString("```\n\n")
		}
		if code = command; !code {
			line = Markdown(line)
		}
		b.WriteString(line + "\n")
	}
	if code {
		b.WriteString("```\n")
	}
	return strings.TrimPrefix(b.String(), "\n")
}

// export shows a file of an example: JSON as it stands, a credential report
// as a table with a column for each user.
func export(f File) string {
	language := strings.TrimPrefix(path.Ext(f.Name), ".")
	switch language {
	case "csv":
		if records, err := csv.NewReader(bytes.NewReader(f.Text)).ReadAll(); err == nil && len(records) > 0 {
			return table(records)
		}
	case "txt":
		language = "text"
	}
	return fmt.Sprintf("```%s\n%s\n```\n", language, bytes.TrimRight(f.Text, "\n"))
}

// table turns records on their side, for they are wider than a page, and
// leaves out what no record tells.
func table(records [][]string) string {
	var b strings.Builder
	for i, name := range records[0] {
		cells := make([]string, len(records)-1)
		for k, record := range records[1:] {
			cells[k] = record[i]
		}
		if !slices.ContainsFunc(cells, told) {
			continue
		}
		fmt.Fprintf(&b, "| `%s` | `%s` |\n", name, strings.Join(cells, "` | `"))
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(records)) + "|\n")
		}
	}
	return b.String()
}

// told says whether a cell of a credential report has a value.
func told(cell string) bool {
	return cell != "N/A" && cell != "not_supported" && cell != "no_information" && cell != ""
}
