// Command iamlint lints exported AWS accounts and policy documents.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
)

// Exit codes.
const (
	exitClean    = 0 // nothing at or above --fail-on
	exitFindings = 1
	exitError    = 2 // an input that could not be read, wrong usage, an internal failure
)

// exitCode is an error that only says how to end; what there was to say has been said.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

func main() {
	tuneMemory()
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is main with its surroundings as arguments; tests call it.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteC()
	var code exitCode
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintln(stderr, "iamlint:", commandMistake(args, countMistake(cmd, err)))
	return exitError
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "iamlint",
		Short: "A static security linter for AWS accounts",
		Long: `iamlint reads what an AWS account can export about itself (authorization details,
credential report, password policy, policies and so on) and says what is wrong,
where exactly, who can abuse it and how to mend it. It makes no network calls
and needs no credentials.

  iamlint export-commands > export.sh   print the commands that make the exports
  iamlint check iamlint-export/         lint them`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetFlagErrorFunc(flagMistake)
	root.AddCommand(newCheck(), newExplain(), newRules(), newExportCommands(), newCan(), newWhoCan(), newPaths(), newTest(), newBaseline(), newDiff(), newCompare(), newConfig(), newVersion())
	return root
}
