package config

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"github.com/iamlint/iamlint/rules/rule"
)

// Parse is Load for the bytes of a file.
func Parse(path string, data []byte, known func(id string) bool) (*Config, error) {
	c := Default()
	c.Path = path
	p := fileParser{path: path, known: known, config: c}
	file, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, p.syntaxError(err)
	}
	version := false
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if len(file.Docs) > 1 {
			p.fail(doc.Body, "several documents, expected one")
			break
		}
		version = p.top(doc.Body)
	}
	if !version && len(p.errs) == 0 {
		p.errs = append(p.errs, &Error{path, 1, 1, "version is missing, expected version: 1"})
	}
	if len(p.errs) > 0 {
		return nil, join(p.errs)
	}
	return c, nil
}

type fileParser struct {
	path   string
	known  func(id string) bool
	config *Config
	errs   []*Error
}

func (p *fileParser) syntaxError(err error) error {
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) && syntax.GetToken() != nil {
		at := syntax.GetToken().Position
		return &Error{p.path, at.Line, at.Column, "not YAML: " + syntax.GetMessage()}
	}
	return &Error{p.path, 1, 1, "not YAML: " + err.Error()}
}

func (p *fileParser) fail(n ast.Node, format string, args ...any) {
	p.failAt(n.GetToken(), format, args...)
}

func (p *fileParser) failAt(t *token.Token, format string, args ...any) {
	e := &Error{Path: p.path, Line: 1, Column: 1, Message: fmt.Sprintf(format, args...)}
	if t != nil && t.Position != nil {
		e.Line, e.Column = t.Position.Line, t.Position.Column
	}
	p.errs = append(p.errs, e)
}

// keys of the top level, in the order of the documentation.
var keys = []string{
	"version", "fail-on", "min-severity", "persona", "rules", "thresholds", "trusted-accounts",
	"shared-user-names", "break-glass-users", "required-tags", "allowed-root-events",
}

func (p *fileParser) top(n ast.Node) (version bool) {
	s := &p.config.Settings
	p.mapping(n, "the configuration", keys, func(key string, value ast.Node) {
		switch key {
		case "version":
			version = true
			if got, ok := p.number(value); ok && got != 1 {
				p.fail(value, "version is %d, expected 1", got)
			}
		case "fail-on":
			if text, ok := p.text(value); ok && text == "never" {
				p.config.FailNever = true
			} else if ok {
				p.config.FailOn = p.severity(value, text)
			}
		case "min-severity":
			if text, ok := p.text(value); ok {
				p.config.MinSeverity = p.severity(value, text)
			}
		case "persona":
			p.persona(value)
		case "rules":
			p.rules(value)
		case "thresholds":
			p.thresholds(value)
		case "trusted-accounts":
			s.TrustedAccounts = p.accounts(value)
		case "shared-user-names":
			s.SharedUserNames = p.globs(value)
		case "break-glass-users":
			s.BreakGlassUsers = p.globs(value)
		case "required-tags":
			s.RequiredTags = p.texts(value)
		case "allowed-root-events":
			s.AllowedRootEvents = p.texts(value)
		}
	})
	return version
}

// mapping reads a mapping with known keys, or with any when known is nil.
func (p *fileParser) mapping(n ast.Node, what string, known []string, each func(key string, value ast.Node)) {
	var values []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		p.fail(n, "%s is not a mapping of keys to values", what)
		return
	}
	seen := make(map[string]bool)
	for _, v := range values {
		key := v.Key.GetToken().Value
		switch {
		case seen[key]:
			p.fail(v.Key, "the key %s stands twice", key)
			continue
		case known != nil && !slices.Contains(known, key):
			p.fail(v.Key, "unknown key %q%s", key, suggest(key, known))
			continue
		}
		seen[key] = true
		each(key, v.Value)
	}
}

func (p *fileParser) text(n ast.Node) (string, bool) {
	if s, ok := n.(*ast.StringNode); ok {
		return s.Value, true
	}
	p.fail(n, "%s is not a text", n.GetToken().Value)
	return "", false
}

func (p *fileParser) number(n ast.Node) (int, bool) {
	if i, ok := n.(*ast.IntegerNode); ok {
		switch v := i.Value.(type) {
		case uint64:
			if v < 1<<31 {
				return int(v), true
			}
		case int64:
			p.fail(n, "%d is negative", v)
			return 0, false
		}
	}
	p.fail(n, "%s is not a whole number", n.GetToken().Value)
	return 0, false
}

func (p *fileParser) list(n ast.Node) []ast.Node {
	if s, ok := n.(*ast.SequenceNode); ok {
		return s.Values
	}
	p.fail(n, "not a list")
	return nil
}

func (p *fileParser) texts(n ast.Node) []string {
	texts := []string{}
	for _, e := range p.list(n) {
		if text, ok := p.text(e); ok {
			texts = append(texts, text)
		}
	}
	return texts
}

func (p *fileParser) globs(n ast.Node) []string {
	globs := []string{}
	for _, e := range p.list(n) {
		text, ok := p.text(e)
		if !ok {
			continue
		}
		if _, err := path.Match(text, ""); err != nil {
			p.fail(e, "%q is not a glob pattern: %s", text, err)
			continue
		}
		globs = append(globs, strings.ToLower(text))
	}
	return globs
}

var accountID = regexp.MustCompile(`^[0-9]{12}$`)

func (p *fileParser) accounts(n ast.Node) []string {
	accounts := []string{}
	for _, e := range p.list(n) {
		switch s, isText := e.(*ast.StringNode); {
		case !isText:
			p.fail(e, "%s is not a text; write account ids in quotes, so that zeros in front stay", e.GetToken().Value)
		case !accountID.MatchString(s.Value):
			p.fail(e, "%q is not an account id of 12 digits", s.Value)
		default:
			accounts = append(accounts, s.Value)
		}
	}
	return accounts
}

func (p *fileParser) severity(n ast.Node, text string) *rule.Severity {
	s, err := rule.ParseSeverity(text)
	if err != nil {
		p.fail(n, "%s", err)
		return nil
	}
	return &s
}

func (p *fileParser) persona(n ast.Node) {
	text, ok := p.text(n)
	if !ok {
		return
	}
	for _, persona := range []rule.Persona{rule.Regular, rule.Auditor} {
		if text == persona.String() {
			p.config.Persona = &persona
			return
		}
	}
	p.fail(n, "unknown persona %q (want regular or auditor)", text)
}

func (p *fileParser) rules(n ast.Node) {
	p.mapping(n, "rules", nil, func(id string, value ast.Node) {
		if p.known != nil && !p.known(id) {
			p.failAt(value.GetToken(), "there is no rule %q (iamlint rules lists them)", id)
			return
		}
		switch v := value.(type) {
		case *ast.BoolNode:
			p.config.Rules[id] = v.Value
		case *ast.StringNode:
			if v.Value == "on" || v.Value == "off" {
				p.config.Rules[id] = v.Value == "on"
				return
			}
			p.fail(value, "%q is neither on nor off", v.Value)
		default:
			p.fail(value, "%s is neither on nor off", value.GetToken().Value)
		}
	})
}

// A threshold is a number of the configuration.
type threshold struct {
	key      string
	field    func(*rule.Settings) *int
	min, max int
}

var thresholds = []threshold{
	{"access-key-age", func(s *rule.Settings) *int { return &s.AccessKeyMaxAge }, 1, 3650},
	{"unused-credential", func(s *rule.Settings) *int { return &s.UnusedAfter }, 1, 3650},
	{"console-password-age", func(s *rule.Settings) *int { return &s.PasswordMaxAge }, 1, 3650},
	{"root-use-window", func(s *rule.Settings) *int { return &s.RootUseWindow }, 1, 3650},
	{"root-use-days", func(s *rule.Settings) *int { return &s.RootUseDays }, 2, 365},
	{"password-length", func(s *rule.Settings) *int { return &s.PasswordMinLength }, 6, 128},
	{"password-reuse", func(s *rule.Settings) *int { return &s.PasswordReuse }, 1, 24},
	{"password-expiry", func(s *rule.Settings) *int { return &s.PasswordExpiry }, 1, 1095},
	{"export-age", func(s *rule.Settings) *int { return &s.ExportMaxAge }, 1, 3650},
	{"quota-percent", func(s *rule.Settings) *int { return &s.QuotaPercent }, 1, 100},
	{"key-rotation-grace", func(s *rule.Settings) *int { return &s.KeyRotationGrace }, 0, 365},
	{"certificate-warning", func(s *rule.Settings) *int { return &s.CertificateWarning }, 0, 365},
}

func (p *fileParser) thresholds(n ast.Node) {
	var known []string
	for _, t := range thresholds {
		known = append(known, t.key)
	}
	p.mapping(n, "thresholds", known, func(key string, value ast.Node) {
		t := thresholds[slices.Index(known, key)]
		number, ok := p.number(value)
		switch {
		case !ok:
		case number < t.min || number > t.max:
			p.fail(value, "%s is %d, expected %d to %d", key, number, t.min, t.max)
		default:
			*t.field(&p.config.Settings) = number
		}
	})
}

// suggest names the known key that is nearest to a wrong one.
func suggest(key string, known []string) string {
	best, distance := "", 4
	for _, k := range known {
		if d := editDistance(key, k); d < distance {
			best, distance = k, d
		}
	}
	if best == "" {
		return " (want one of " + strings.Join(known, ", ") + ")"
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// editDistance is the number of letters to insert, remove or change.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
