package config

import (
	"bytes"
	"cmp"
	"errors"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// Parse is Load for the bytes of a file. path is named in errors.
func Parse(path string, data []byte, known func(id string) bool) (*Config, error) {
	c := Default()
	c.Path = path
	d := &decoder{path: path, known: known, config: c}
	if len(data) > maxSize {
		return nil, &Error{path, 1, 1, "larger than 128 KiB, which is no configuration"}
	}
	text := bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	d.source = &lint.Source{Path: filepath.ToSlash(path), Kind: "configuration", Text: text, Bytes: int64(len(data))}
	// Two equal keys are reported by the decoder, with the other mistakes.
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, d.syntaxError(err)
	}
	d.file(file)
	if len(d.errs) > 0 {
		slices.SortStableFunc(d.errs, func(a, b *Error) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
		})
		return nil, join(d.errs)
	}
	return c, nil
}

// A decoder turns the YAML tree into a Config and collects the mistakes.
type decoder struct {
	path   string
	source *lint.Source
	known  func(id string) bool
	config *Config
	errs   []*Error

	sections ast.Node // of accounts
}

func (d *decoder) syntaxError(err error) error {
	var syntax yaml.Error
	if errors.As(err, &syntax) && syntax.GetToken() != nil {
		at := syntax.GetToken().Position
		return &Error{d.path, at.Line, at.Column, "not YAML: " + syntax.GetMessage()}
	}
	return &Error{d.path, 1, 1, "not YAML: " + err.Error()}
}

func (d *decoder) file(file *ast.File) {
	var bodies []ast.Node
	for _, doc := range file.Docs {
		if doc.Body != nil && doc.Body.Type() != ast.DirectiveType {
			bodies = append(bodies, doc.Body)
		}
	}
	switch len(bodies) {
	case 0:
		d.errs = append(d.errs, &Error{d.path, 1, 1, "nothing in it, expected at least version: 1"})
	case 1:
		d.top(bodies[0])
	default:
		d.fail(bodies[1], "a second document, expected one")
	}
}

// A key of the top level.
type key struct {
	name string
	read func(*decoder, ast.Node)
}

// keys in the order of docs/configuration.md.
var keys = []key{
	{"version", (*decoder).version},
	{"fail-on", (*decoder).failOn},
	{"min-severity", (*decoder).minSeverity},
	{"persona", (*decoder).persona},
	{"rules", (*decoder).rules},
	{"severities", (*decoder).severities},
	{"thresholds", (*decoder).thresholds},
	{"trusted-accounts", func(d *decoder, n ast.Node) { d.config.Settings.TrustedAccounts = d.accountIDs(n, "trusted-accounts") }},
	{"trusted-organizations", (*decoder).trustedOrganizations},
	{"vendors", (*decoder).vendors},
	{"sensitive-resources", (*decoder).sensitiveResources},
	{"security-principals", func(d *decoder, n ast.Node) { d.config.Settings.SecurityPrincipals = d.texts(n, "security-principals") }},
	{"ai", (*decoder).ai},
	{"shared-user-names", func(d *decoder, n ast.Node) { d.config.Settings.SharedUserNames = d.patterns(n, "shared-user-names") }},
	{"break-glass-users", func(d *decoder, n ast.Node) { d.config.Settings.BreakGlassUsers = d.patterns(n, "break-glass-users") }},
	{"required-tags", func(d *decoder, n ast.Node) { d.config.Settings.RequiredTags = d.texts(n, "required-tags") }},
	{"allowed-root-events", func(d *decoder, n ast.Node) { d.config.Settings.AllowedRootEvents = d.texts(n, "allowed-root-events") }},
	{"suppressions", (*decoder).suppressions},
	{"accounts", func(d *decoder, n ast.Node) { d.sections = n }},
}

// wholeRun are the keys that cannot stand in the section of an account.
var wholeRun = []string{"version", "fail-on", "min-severity", "persona", "suppressions", "accounts"}

func (d *decoder) top(n ast.Node) {
	version := false
	isMapping := d.keys(n, "the configuration", keys, func(name string) { version = version || name == "version" })
	if isMapping && !version {
		d.fail(n, "version is missing, expected version: 1")
	}
	if d.sections != nil {
		d.accounts(d.sections) // last, for they begin with what the file says of all
	}
}

// keys reads the keys of a mapping.
func (d *decoder) keys(n ast.Node, what string, known []key, seen func(name string)) bool {
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = k.name
	}
	return d.mapping(n, what, func(name ast.Node, value ast.Node) {
		i := slices.Index(names, name.GetToken().Value)
		if i < 0 {
			d.unknownKey(name, names)
			return
		}
		seen(names[i])
		known[i].read(d, value)
	})
}

func (d *decoder) version(n ast.Node) {
	if v, ok := d.number(n, "version"); ok && v != 1 {
		d.fail(n, "version is %d, expected 1", v)
	}
}

func (d *decoder) failOn(n ast.Node) {
	expected := strings.Join(severityNames(), ", ") + " or never"
	text, ok := d.text(n, "fail-on", expected)
	if ok && text == "never" {
		d.config.FailNever = true
	} else if ok {
		d.config.FailOn = d.severity(n, "fail-on", text, expected)
	}
}

func (d *decoder) minSeverity(n ast.Node) {
	expected := "one of " + strings.Join(severityNames(), ", ")
	if text, ok := d.text(n, "min-severity", expected); ok {
		d.config.MinSeverity = d.severity(n, "min-severity", text, expected)
	}
}

func (d *decoder) severity(n ast.Node, what, text, expected string) *rule.Severity {
	s, err := rule.ParseSeverity(text)
	if err != nil {
		d.wrong(n, what, expected)
		return nil
	}
	return &s
}

func severityNames() []string {
	var names []string
	for _, s := range rule.Severities() {
		names = append(names, s.String())
	}
	return names
}

func (d *decoder) persona(n ast.Node) {
	const expected = "regular or auditor"
	text, ok := d.text(n, "persona", expected)
	if !ok {
		return
	}
	for _, p := range []rule.Persona{rule.Regular, rule.Auditor} {
		if text == p.String() {
			d.config.Persona = &p
			return
		}
	}
	d.wrong(n, "persona", expected)
}

func (d *decoder) rules(n ast.Node) {
	d.mapping(n, "rules", func(name, value ast.Node) {
		id := name.GetToken().Value
		if d.known != nil && !d.known(id) {
			d.unknownRule(name)
			return
		}
		switch v := value.(type) {
		case *ast.BoolNode:
			d.config.Rules[id] = v.Value
			return
		case *ast.StringNode:
			if v.Value == "on" || v.Value == "off" {
				d.config.Rules[id] = v.Value == "on"
				return
			}
		}
		d.wrong(value, id, "on or off")
	})
}

// severities reads the severities that rules have instead of their own.
func (d *decoder) severities(n ast.Node) {
	expected := "one of " + strings.Join(severityNames(), ", ")
	d.mapping(n, "severities", func(name, value ast.Node) {
		id := name.GetToken().Value
		if d.known != nil && !d.known(id) {
			d.unknownRule(name)
			return
		}
		if text, ok := d.text(value, id, expected); ok {
			if s := d.severity(value, id, text, expected); s != nil {
				d.config.Severities[id] = *s
			}
		}
	})
}

// accountIDs reads a list of account ids.
func (d *decoder) accountIDs(n ast.Node, what string) []string {
	ids := []string{}
	for _, e := range d.list(n, what) {
		switch text := e.GetToken().Value; {
		case isAccountID(text) && isUnquoted(e):
			d.unquoted(e, text)
		default:
			if id, ok := d.text(e, "an entry of "+what, "an account id of 12 digits in quotes"); !ok {
				continue
			} else if !isAccountID(id) {
				d.wrong(e, "an entry of "+what, "an account id of 12 digits in quotes")
			} else {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

func (d *decoder) unquoted(n ast.Node, id string) {
	d.fail(n, "write the account id %s in quotes: without them YAML may read it as a number and lose zeros in front", id)
}

func isAccountID(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789") == ""
}

// patterns reads glob patterns of user names, which are compared in lower case.
func (d *decoder) patterns(n ast.Node, what string) []string {
	patterns := []string{}
	for _, e := range d.list(n, what) {
		text, ok := d.entry(e, what)
		if !ok {
			continue
		}
		if _, err := path.Match(text, ""); err != nil {
			d.fail(e, "%q is not a pattern: a [ without its ], an empty [], or a \\ at the end", text)
			continue
		}
		patterns = append(patterns, strings.ToLower(text))
	}
	return patterns
}

func (d *decoder) texts(n ast.Node, what string) []string {
	texts := []string{}
	for _, e := range d.list(n, what) {
		if text, ok := d.entry(e, what); ok {
			texts = append(texts, text)
		}
	}
	return texts
}

func (d *decoder) entry(n ast.Node, list string) (string, bool) {
	text, ok := d.text(n, "an entry of "+list, "a text")
	if ok && text == "" {
		d.fail(n, "an entry of %s is an empty text", list)
		return "", false
	}
	return text, ok
}
