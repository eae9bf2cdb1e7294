package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/lint/config"
)

func newConfig() *cobra.Command {
	cmd := &cobra.Command{Use: "config", Short: "Work with the configuration file"}
	cmd.AddCommand(newConfigCheck(), &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of the configuration file",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := cmd.OutOrStdout().Write(config.Schema())
			return err
		},
	})
	return cmd
}

func newConfigCheck() *cobra.Command {
	return &cobra.Command{
		Use:               "check [FILE]",
		Short:             "Check a configuration file, by default the one that check would use",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: cobra.FixedCompletions([]cobra.Completion{"yaml", "yml"}, cobra.ShellCompDirectiveFilterFileExt),
		RunE: func(cmd *cobra.Command, args []string) error {
			var path string
			if len(args) > 0 {
				path = args[0]
			} else {
				var err error
				if path, err = config.Find("."); err != nil {
					return err
				}
				if path == "" {
					return errors.New("no .iamlint.yaml here or in a folder above; the defaults hold")
				}
			}
			if _, err := config.Load(path, isRule); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s is sound\n", path)
			return nil
		},
	}
}
