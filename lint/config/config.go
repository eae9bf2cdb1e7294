// Package config reads .iamlint.yaml. Mistakes in it are errors with line and
// column; nothing is passed over.
package config

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/rules/rule"
)

// A Config is what a configuration file says, on top of the defaults. What the
// file leaves out is nil or false, so that flags and defaults can take its place.
type Config struct {
	Path        string                   // "" for the defaults
	Settings    rule.Settings            // complete: the defaults where the file says nothing
	Rules       map[string]bool          // by id: switched on, also for the regular persona, or off
	Severities  map[string]rule.Severity // by id of the rule, instead of its own
	FailOn      *rule.Severity
	FailNever   bool // fail-on: never; FailOn is nil then
	MinSeverity *rule.Severity
	Persona     *rule.Persona

	Suppressions []lint.Suppression // in the order of the file

	// Accounts are the configurations of accounts that have a section, by id. Each
	// is complete, and only its Settings, Rules and Severities count.
	Accounts map[string]*Config
}

// For is the configuration of an account.
func (c *Config) For(account string) *Config {
	if own := c.Accounts[account]; own != nil {
		return own
	}
	return c
}

//go:embed schema/iamlint-config-1.schema.json
var schema []byte

// Schema is the JSON Schema (2020-12) of the file. It accepts what Parse
// accepts, but cannot tell which rules exist, which patterns are well formed
// and how a value is spelled in YAML.
func Schema() []byte { return schema }

// Default is the configuration without a file.
func Default() *Config {
	return &Config{Settings: rule.DefaultSettings(), Rules: make(map[string]bool), Severities: make(map[string]rule.Severity)}
}

// Names are the names by which the file is found.
var names = []string{".iamlint.yaml", ".iamlint.yml"}

// Find looks for the file in a folder and those above it, up to the first that
// holds .git. It returns "" when there is none.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("look for the configuration: %w", err)
	}
	for {
		for _, name := range names {
			path := filepath.Join(dir, name)
			// Whatever has the name is taken, also a link that leads nowhere:
			// Load says what is wrong with it.
			if _, err := os.Lstat(path); err == nil {
				return path, nil
			}
		}
		_, err := os.Stat(filepath.Join(dir, ".git"))
		parent := filepath.Dir(dir)
		if err == nil || parent == dir {
			return "", nil
		}
		dir = parent
	}
}

// maxSize is far above any sensible file; the time to parse grows faster than the size.
const maxSize = 128 << 10

// Load reads and checks a file. known says which rules exist; nil accepts all.
// The error joins an *Error for each mistake.
func Load(path string, known func(id string) bool) (*Config, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w", err)
	}
	return Parse(path, data, known)
}

// An Error is a mistake in a configuration file.
type Error struct {
	Path         string
	Line, Column int // 1-based, columns in code points
	Message      string
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Message)
}

func join(errs []*Error) error {
	joined := make([]error, len(errs))
	for i, e := range errs {
		joined[i] = e
	}
	return errors.Join(joined...)
}
