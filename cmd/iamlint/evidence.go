package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/iamlint/iamlint/lint"
)

// evidence names the files that a run stands on besides the exports, with what
// it needs to see whether they are still the same.
func evidence(files []lint.Basis) ([]lint.Basis, error) {
	var list []lint.Basis
	for _, b := range files {
		if b.Name == "" {
			continue
		}
		data, err := os.ReadFile(b.Name)
		if err != nil {
			return nil, fmt.Errorf("read the %s: %w", strings.ToLower(b.What), err)
		}
		sum := sha256.Sum256(data)
		b.SHA256 = hex.EncodeToString(sum[:])
		list = append(list, b)
	}
	return list, nil
}

// outputFlags say where reports go and how they look, and nothing of what is in
// them. A report does not name them, so that it is the same wherever it goes.
var outputFlags = []string{"format", "output", "report", "color", "verbose", "sarif-fingerprint", "sarif-suppressed", "fix", "require-input"}

// again is the command that makes the HTML report again.
func (run *checkRun) again(cmd *cobra.Command) string {
	words := strings.Fields(cmd.CommandPath())
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if slices.Contains(outputFlags, f.Name) || f.Name == "unsafe-fixes" && run.flags.fix {
			return
		}
		values := []string{f.Value.String()}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values = []string{strings.Join(list.GetSlice(), ",")}
		}
		switch {
		case f.Name == "config" || f.Name == "baseline" || f.Name == "catalog":
			values = []string{run.shown(f.Value.String())}
		case f.Name == "as-of":
			values = []string{run.asOf.Format(time.RFC3339)} // also for now
		case f.Value.Type() == "bool" && f.Value.String() == "true":
			words = append(words, "--"+f.Name)
			return
		case f.Value.Type() == "bool":
			words = append(words, "--"+f.Name+"=false")
			return
		}
		for _, value := range values {
			words = append(words, "--"+f.Name, quoteWord(value))
		}
	})
	words = append(words, "--report", "html=report.html")
	for _, path := range run.paths {
		path = run.shown(path)
		if strings.HasPrefix(path, "-") && path != "-" {
			path = "./" + path
		}
		words = append(words, quoteWord(path))
	}
	return strings.Join(words, " ")
}

var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:=,@%+-]+$`)

// quoteWord writes a word as a shell reads it.
func quoteWord(word string) string {
	if plainWord.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
