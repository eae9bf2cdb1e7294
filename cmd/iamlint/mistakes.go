package main

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/iamlint/iamlint/internal/spelling"
)

// flagMistake adds to the error about an unknown flag the one that was meant.
func flagMistake(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) || len(unknown.GetSpecifiedName()) < 2 {
		return err
	}
	if near := spelling.Nearest(unknown.GetSpecifiedName(), flagNames(cmd)); near != "" {
		return fmt.Errorf("%w; did you mean --%s?", err, near)
	}
	return fmt.Errorf("%w (%s --help lists the flags)", err, cmd.CommandPath())
}

func flagNames(cmd *cobra.Command) iter.Seq[string] {
	return func(yield func(string) bool) {
		more := true
		cmd.Flags().VisitAll(func(f *pflag.Flag) { more = more && yield(f.Name) })
	}
}

// countMistake adds to the error about the number of arguments what they are.
func countMistake(cmd *cobra.Command, err error) error {
	if text := err.Error(); !strings.HasPrefix(text, "accepts ") && !strings.HasPrefix(text, "requires at least ") {
		return err
	}
	return fmt.Errorf("%w: %s", err, strings.TrimSuffix(cmd.UseLine(), " [flags]"))
}

// exportMistake is an error about an argument that looks like a file or folder,
// and is one, where the exports are those of the current folder: -e names them.
func exportMistake(exports []string, argument string) error {
	looks := filepath.Ext(argument) != "" || strings.HasSuffix(argument, "/")
	if _, err := os.Stat(argument); err == nil && looks && len(exports) == 0 {
		return fmt.Errorf("%q is a file or folder; exports are named with -e %s", argument, argument)
	}
	return nil
}

// resourceMistake is an error about a text that is no resource.
func resourceMistake(text string) error {
	if text == "*" || strings.HasPrefix(text, "arn:") && strings.Count(text, ":") >= 5 {
		return nil
	}
	return fmt.Errorf("%q is no resource: neither \"*\" nor an ARN such as arn:aws:s3:::reports/q1.csv", text)
}

// commandMistake adds to the error about an unknown command what was meant: a
// file or folder in the place of the command is to be linted.
func commandMistake(args []string, err error) error {
	if len(args) == 0 || !strings.HasPrefix(err.Error(), "unknown command") {
		return err
	}
	if _, statErr := os.Stat(args[0]); statErr != nil {
		return err
	}
	return fmt.Errorf("%q is no command; did you mean: iamlint check %s", args[0], strings.Join(args, " "))
}
