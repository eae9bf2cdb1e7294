// Package termpicture draws what a program wrote to a terminal as an SVG, for
// documentation whose pictures are real output.
package termpicture

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
)

// The measures of a picture, in pixels.
const (
	cellWidth  = 8.4
	lineHeight = 20
	margin     = 16
)

// colors by SGR code, readable on the dark background.
var colors = map[string]string{
	"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "34": "#79c0ff", "35": "#d2a8ff", "36": "#76e3ea",
	"91": "#ff7b72", "92": "#7ee787", "93": "#e3b341", "94": "#79c0ff", "95": "#d2a8ff", "96": "#76e3ea", "90": "#8b949e",
}

var sgr = regexp.MustCompile("\x1b\\[([0-9;]*)m")

// SVG draws lines of text with colours, bold and dim as ANSI sequences set
// them. Lines longer than width columns are cut.
func SVG(output string, width int) []byte {
	lines := strings.Split(strings.TrimRight(output, "\n"), "\n")
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="14">`+"\n",
		2*margin+float64(width)*cellWidth, 2*margin+len(lines)*lineHeight)
	b.WriteString(`<rect width="100%" height="100%" rx="8" fill="#0d1117"/>` + "\n")
	style := ""
	for i, line := range lines {
		fmt.Fprintf(&b, `<text x="%d" y="%d" fill="#e6edf3" xml:space="preserve">`, margin, margin+14+i*lineHeight)
		left := width
		for line != "" && left >= 0 {
			at := sgr.FindStringSubmatchIndex(line)
			if at == nil {
				span(&b, line, style, left)
				break
			}
			left -= span(&b, line[:at[0]], style, left)
			style = restyle(style, line[at[2]:at[3]])
			line = line[at[1]:]
		}
		b.WriteString("</text>\n")
	}
	b.WriteString("</svg>\n")
	return []byte(b.String())
}

// span writes a piece of a line, cut to what is left of it, and returns its columns.
func span(b *strings.Builder, text, style string, left int) int {
	runes := []rune(text)
	if len(runes) > left {
		runes = append(runes[:max(left-1, 0)], '…')
	}
	if len(runes) == 0 {
		return 0
	}
	if style != "" {
		fmt.Fprintf(b, `<tspan%s>`, style)
	}
	_ = xml.EscapeText(b, []byte(string(runes))) // a strings.Builder never fails
	if style != "" {
		b.WriteString(`</tspan>`)
	}
	return len(runes)
}

// restyle applies the codes of one sequence.
func restyle(style, codes string) string {
	for _, code := range strings.Split(codes, ";") {
		switch {
		case code == "" || code == "0":
			style = ""
		case code == "1":
			style += ` font-weight="bold"`
		case code == "2":
			style += ` fill="#8b949e"`
		case colors[code] != "":
			style += ` fill="` + colors[code] + `"`
		}
	}
	return style
}
