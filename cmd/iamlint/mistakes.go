package main

import (
	"errors"
	"fmt"
	"iter"
	"os"
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
