package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

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
	ofFramework := compliance.RulesOf(framework, rules.All())
	everything := func(o *check.Options) {
		o.Rules, o.Shown, o.MinSeverity = ofFramework, nil, rule.Info
	}
	everything(&run.options)
	for id, own := range run.options.Accounts {
		everything(&own)
		run.options.Accounts[id] = own
	}
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
