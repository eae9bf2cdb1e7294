package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/report"
)

// isFolder says whether a report goes into a folder, one file for each account.
func isFolder(path string) bool {
	if path == "" {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir() || strings.HasSuffix(path, "/") || os.IsPathSeparator(path[len(path)-1])
}

// writeEach writes a report of each account into a folder.
func (run *checkRun) writeEach(cmd *cobra.Command, o output, options report.Options, result *lint.Report) error {
	if err := os.MkdirAll(o.path, 0o755); err != nil {
		return err
	}
	for _, part := range report.Split(result, options.Root) {
		one := output{o.format, filepath.Join(o.path, part.Name+"."+extension(o.format))}
		if err := run.writeOne(cmd, one, options, part.Report); err != nil {
			return err
		}
	}
	return nil
}

// extension is the usual one of files in a format.
func extension(format string) string {
	switch format {
	case "text", "compact", "github":
		return "txt"
	case "markdown":
		return "md"
	case "junit":
		return "xml"
	case "gitlab", "codequality":
		return "json"
	}
	return format
}
