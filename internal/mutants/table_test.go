package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTable holds that every mutant still changes one place of its file.
func TestTable(t *testing.T) {
	for _, m := range mutants {
		text, err := os.ReadFile(filepath.Join("..", "..", "policy", m.file))
		if err != nil {
			t.Error(err)
			continue
		}
		if n := strings.Count(string(text), m.from); n != 1 || m.from == m.to {
			t.Errorf("%s: %q stands %d times in the file, or is replaced by itself", m.file, m.from, n)
		}
	}
}
