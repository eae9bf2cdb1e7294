package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/catalog"
)

// release is set by the linker for released binaries.
var release string

// version is the release, else what the go command knows of the module.
func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return strings.TrimPrefix(info.Main.Version, "v")
	}
	return "0.1.0-dev"
}

// day is the date of a time in RFC 3339.
func day(time string) string {
	date, _, _ := strings.Cut(time, "T")
	return date
}

func newVersion() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		Run: func(cmd *cobra.Command, _ []string) {
			facts := catalog.Default()
			fmt.Fprintf(cmd.OutOrStdout(), "iamlint %s (%s %s/%s)\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			for _, s := range []catalog.Source{facts.Source(), facts.PolicySource()} {
				fmt.Fprintf(cmd.OutOrStdout(), "catalogue %s %s of %s\n", s.Name, s.Version, day(s.Updated))
			}
		},
	}
}
