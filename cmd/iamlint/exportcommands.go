package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/internal/exportcmd"
)

func newExportCommands() *cobra.Command {
	var policy bool
	cmd := &cobra.Command{
		Use:   "export-commands",
		Short: "Print the AWS CLI commands that export an account, as a shell script",
		Long: `Print a shell script of plain, read-only AWS CLI commands that exports everything
iamlint reads of an account into a folder:

  iamlint export-commands > export.sh && sh export.sh iamlint-export
  iamlint check iamlint-export`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			text := exportcmd.Script()
			if policy {
				text = exportcmd.Policy()
			}
			_, err := io.WriteString(cmd.OutOrStdout(), text)
			return err
		},
	}
	cmd.Flags().BoolVar(&policy, "policy", false, "print the IAM policy that the commands need instead")
	return cmd
}
