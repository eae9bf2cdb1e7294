package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/compliance"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/report"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
)

// runCompliance lints with all rules of a framework, whoever they are for and
// whatever the configuration switches off, and shows its controls.
func runCompliance(cmd *cobra.Command, run *checkRun, paths []string) error {
	framework, err := compliance.Find(run.flags.compliance)
	if err != nil {
		return fmt.Errorf("--compliance: %w", err)
	}
	if len(run.flags.reports) > 0 || run.flags.fix || run.flags.diff {
		return errors.New("--compliance goes with --format and --output, not with --report, --fix or --diff")
	}
	run.options = judging(run.options, compliance.RulesOf(framework, rules.All()))
	set, err := run.load(cmd, paths)
	if err != nil {
		return err
	}
	result := run.redacted(run.lint(set))
	if err := run.writeCompliance(cmd, framework, result); err != nil {
		return fmt.Errorf("write the compliance view: %w", err)
	}
	if len(result.Errors) > 0 {
		return exitCode(exitError)
	}
	failed := slices.ContainsFunc(compliance.Of(framework, result), func(v compliance.View) bool { return v.Count(compliance.Fail) > 0 })
	if failed && run.failOn != nil {
		return exitCode(exitFindings)
	}
	return nil
}

// judging are options with which rules judge all accounts, whoever they are
// for and whatever the configuration switches off.
func judging(o check.Options, rules []*rule.Rule) check.Options {
	all := func(o check.Options) check.Options {
		o.Rules, o.Shown, o.MinSeverity = rules, nil, rule.Info
		return o
	}
	own := make(map[string]check.Options, len(o.Accounts))
	for id, section := range o.Accounts {
		own[id] = all(section)
	}
	o = all(o)
	o.Accounts = own
	return o
}

// stand notes in a report how its accounts stand to all benchmarks.
func (run *checkRun) stand(set *account.Set, result *lint.Report) {
	var asked []*rule.Rule
	for _, r := range rules.All() {
		if slices.ContainsFunc(compliance.Frameworks(), func(f compliance.Framework) bool { return len(compliance.RulesOf(f, []*rule.Rule{r})) > 0 }) {
			asked = append(asked, r)
		}
	}
	options := judging(run.options, asked)
	options.Inventory, options.Paths = false, false
	standings := compliance.Standings(check.Run(set, options))
	for i := range result.Accounts {
		if result.Accounts[i].Title == "" {
			result.Accounts[i].Standings, standings = standings[0], standings[1:]
		}
	}
}

func (run *checkRun) writeCompliance(cmd *cobra.Command, framework compliance.Framework, result *lint.Report) (err error) {
	o, w := run.outputs[0], cmd.OutOrStdout()
	options := report.Options{}
	if o.path == standardOutput {
		options.Color, options.Width = terminal(w, run.flags.color)
	} else {
		file, err := os.Create(o.path)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		w = file
	}
	buffer := bufio.NewWriter(w)
	if err := report.WriteCompliance(buffer, o.format, framework, result, options); err != nil {
		return err
	}
	return buffer.Flush()
}
