package config

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"github.com/iamlint/iamlint/lint"
)

// suppressionKeys in the order of docs/configuration.md. All take a pattern or
// a list of patterns.
var suppressionKeys = []struct {
	name  string
	field func(*lint.Suppression) *[]string
}{
	{"rule", func(s *lint.Suppression) *[]string { return &s.Rules }},
	{"account", func(s *lint.Suppression) *[]string { return &s.Accounts }},
	{"principal", func(s *lint.Suppression) *[]string { return &s.Principals }},
	{"policy", func(s *lint.Suppression) *[]string { return &s.Policies }},
	{"sid", func(s *lint.Suppression) *[]string { return &s.Sids }},
	{"resource", func(s *lint.Suppression) *[]string { return &s.Resources }},
}

func (d *decoder) suppressions(n ast.Node) {
	for _, e := range d.list(n, "suppressions") {
		d.suppression(e)
	}
}

func (d *decoder) suppression(n ast.Node) {
	var names []string
	for _, k := range suppressionKeys {
		names = append(names, k.name)
	}
	names = append(names, "reason", "until")
	s := lint.Suppression{Range: d.place(n)}
	isMapping := d.mapping(n, "an entry of suppressions", func(name, value ast.Node) {
		switch key := name.GetToken().Value; key {
		case "reason":
			s.Reason = d.reason(value)
		case "until":
			s.Until = d.day(value, "until")
		default:
			for _, k := range suppressionKeys {
				if k.name == key {
					*k.field(&s) = d.oneOrMore(value, key)
					return
				}
			}
			d.unknownKey(name, names)
		}
	})
	switch {
	case !isMapping:
	case s.Reason == "":
		d.fail(n, "this suppression gives no reason: say in reason why the findings are acceptable")
	case len(s.Rules) == 0:
		d.fail(n, "this suppression names no rule: say in rule which findings it accepts")
	default:
		d.config.Suppressions = append(d.config.Suppressions, s)
	}
}

func (d *decoder) reason(n ast.Node) string {
	// A reason may be a block of several lines.
	if block, ok := n.(*ast.LiteralNode); ok {
		return strings.TrimSpace(block.Value.Value)
	}
	text, ok := d.text(n, "reason", "a text")
	if ok && strings.TrimSpace(text) == "" {
		d.fail(n, "reason is an empty text")
		return "?" // reported once
	}
	return strings.TrimSpace(text)
}

// day reads a date, of which the whole day counts.
func (d *decoder) day(n ast.Node, what string) time.Time {
	text, ok := d.text(n, what, "a date such as 2026-12-31")
	if !ok {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		d.wrong(n, what, "a date such as 2026-12-31")
	}
	return day
}

// oneOrMore reads a pattern or a list of patterns. Rules have to exist, unless
// the pattern has wildcards.
func (d *decoder) oneOrMore(n ast.Node, what string) []string {
	nodes := []ast.Node{n}
	if list, ok := n.(*ast.SequenceNode); ok {
		if nodes = list.Values; len(nodes) == 0 {
			d.fail(n, "%s is an empty list, which fits nothing", what)
		}
	}
	var patterns []string
	for _, e := range nodes {
		if id := e.GetToken().Value; isAccountID(id) && isUnquoted(e) {
			d.unquoted(e, id)
			continue
		}
		text, ok := d.text(e, what, "a text or a list of texts")
		switch {
		case !ok:
		case text == "":
			d.fail(e, "%s is an empty text", what)
		case what == "rule" && !strings.ContainsAny(text, "*?") && d.known != nil && !d.known(text):
			d.unknownRule(e)
			patterns = append(patterns, text) // the entry names a rule, if a wrong one
		default:
			patterns = append(patterns, text)
		}
	}
	return patterns
}

// place is the first line of a node, from where it begins.
func (d *decoder) place(n ast.Node) lint.Range {
	at := start(n)
	offset := 0
	for range at.Line - 1 {
		offset += strings.IndexByte(string(d.source.Text[offset:]), '\n') + 1
	}
	for range at.Column - 1 {
		_, size := utf8.DecodeRune(d.source.Text[offset:])
		offset += size
	}
	end := len(d.source.Text)
	if i := strings.IndexByte(string(d.source.Text[offset:]), '\n'); i >= 0 {
		end = offset + i
	}
	return lint.Range{Source: d.source, Start: offset, End: end}
}
