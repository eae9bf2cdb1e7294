package report

import "github.com/iamlint/iamlint/rules/rule"

// A color is an ANSI escape sequence that begins a style.
type color string

const (
	reset   color = "\x1b[0m"
	bold    color = "\x1b[1m"
	dim     color = "\x1b[2m"
	red     color = "\x1b[31m"
	green   color = "\x1b[32m"
	yellow  color = "\x1b[33m"
	blue    color = "\x1b[34m"
	magenta color = "\x1b[35m"
)

func severityColor(s rule.Severity) color {
	switch s {
	case rule.Critical:
		return magenta
	case rule.High:
		return red
	case rule.Medium:
		return yellow
	}
	return blue
}

// A palette paints text, or leaves it as it is.
type palette bool

func (p palette) paint(c color, text string) string {
	if !p || text == "" {
		return text
	}
	return string(c) + text + string(reset)
}
