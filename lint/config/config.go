// Package config reads .iamlint.yaml. Mistakes in it are errors with line and
// column; nothing is passed over.
package config

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/iamlint/iamlint/rules/rule"
)

// A Config is what a configuration file says, on top of the defaults.
type Config struct {
	Path        string // "" for the defaults
	Settings    rule.Settings
	Rules       map[string]bool // rules switched on or off
	FailOn      *rule.Severity
	FailNever   bool
	MinSeverity *rule.Severity
	Persona     *rule.Persona
}

//go:embed schema/iamlint-config-1.schema.json
var schema []byte

// Schema is the JSON Schema of the file.
func Schema() []byte { return schema }

// Default is the configuration without a file.
func Default() *Config {
	return &Config{Settings: rule.DefaultSettings(), Rules: make(map[string]bool)}
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
			if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
				return path, nil
			}
		}
		_, err := os.Stat(filepath.Join(dir, ".git"))
		if parent := filepath.Dir(dir); err == nil || parent == dir {
			return "", nil
		}
		dir = filepath.Dir(dir)
	}
}

// Load reads and checks a file. known says which rules exist; nil accepts all.
// The error joins an *Error for each mistake.
func Load(path string, known func(id string) bool) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the configuration: %w", err)
	}
	return Parse(path, data, known)
}

// An Error is a mistake in a configuration file.
type Error struct {
	Path         string
	Line, Column int
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
