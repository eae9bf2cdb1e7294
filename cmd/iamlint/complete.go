package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/compliance"
	"github.com/iamlint/iamlint/report"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
)

// A completer lists what may stand where the user has begun to write.
type completer func(begun string) []cobra.Completion

// completeArgs completes the arguments of a command, each in its own way, and
// offers no files in their place.
func completeArgs(each ...completer) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) >= len(each) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return continuing(each[len(args)](begun), begun)
	}
}

// completeFlag completes the value of a flag; of a list the last one.
func completeFlag(cmd *cobra.Command, flag string, values completer) {
	isList := cmd.Flags().Lookup(flag).Value.Type() == "stringSlice"
	// The only error is a flag that does not exist, which Lookup would not have survived.
	_ = cmd.RegisterFlagCompletionFunc(flag, func(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		var before string
		if isList {
			i := strings.LastIndexByte(begun, ',') + 1
			before, begun = begun[:i], begun[i:]
		}
		list, directive := continuing(values(begun), begun)
		for i := range list {
			list[i] = before + list[i]
		}
		return list, directive
	})
}

func completeValues(cmd *cobra.Command, flag string, values []string) {
	completeFlag(cmd, flag, func(string) []cobra.Completion { return values })
}

// completeFiles completes the value of a flag with files of some extensions.
func completeFiles(cmd *cobra.Command, flag string, extensions ...string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(extensions, cobra.ShellCompDirectiveFilterFileExt))
}

// completeReports completes FORMAT=FILE: the formats, then files.
func completeReports(cmd *cobra.Command) {
	_ = cmd.RegisterFlagCompletionFunc("report", func(_ *cobra.Command, _ []string, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if strings.Contains(begun, "=") {
			return nil, cobra.ShellCompDirectiveDefault
		}
		var values []cobra.Completion
		for _, f := range report.Known() {
			values = append(values, cobra.CompletionWithDesc(f.Name+"=", f.Use))
		}
		return continuing(values, begun)
	})
}

// continuing are the completions that continue what was begun. After one that
// ends in the middle of a value the shell writes no space.
func continuing(list []cobra.Completion, begun string) ([]cobra.Completion, cobra.ShellCompDirective) {
	directive := cobra.ShellCompDirectiveNoFileComp
	list = slices.DeleteFunc(slices.Clone(list), func(c cobra.Completion) bool { return !strings.HasPrefix(c, begun) })
	for _, c := range list {
		value, _, _ := strings.Cut(c, "\t")
		if strings.HasSuffix(value, ":") || strings.HasSuffix(value, "=") {
			directive |= cobra.ShellCompDirectiveNoSpace
		}
	}
	return list, directive
}

func formats(string) []cobra.Completion {
	var list []cobra.Completion
	for _, f := range report.Known() {
		list = append(list, cobra.CompletionWithDesc(f.Name, f.Use))
	}
	return list
}

func frameworks(string) []cobra.Completion {
	var list []cobra.Completion
	for _, f := range compliance.Frameworks() {
		list = append(list, cobra.CompletionWithDesc(f.ID, f.Name))
	}
	return list
}

func rulesByID(string) []cobra.Completion {
	var list []cobra.Completion
	for _, r := range rules.All() {
		list = append(list, cobra.CompletionWithDesc(r.ID, r.Title))
	}
	return list
}

// selectors are what --only and --skip take: rules, areas, sources of
// references, and single references once something is written.
func selectors(begun string) []cobra.Completion {
	list := rulesByID(begun)
	seen := make(map[string]bool)
	add := func(value, description string) {
		if !seen[value] {
			seen[value] = true
			list = append(list, cobra.CompletionWithDesc(value, description))
		}
	}
	for _, r := range rules.All() {
		add(r.Area, "all rules of the area")
	}
	for _, r := range rules.All() {
		for _, ref := range r.References {
			source, _, _ := strings.Cut(ref, ":")
			add(source, "all rules that refer to it")
			if begun != "" {
				add(ref, "all rules that refer to it")
			}
		}
	}
	return list
}

// severityNames are those of severities, mildest first.
func severityNames() []string {
	var names []string
	for _, s := range rule.Severities() {
		names = append(names, s.String())
	}
	return names
}
