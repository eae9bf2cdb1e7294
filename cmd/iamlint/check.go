package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/compliance"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/redact"
	"github.com/iamlint/iamlint/report"
	"github.com/iamlint/iamlint/rules/rule"
)

type checkFlags struct {
	format, output   string
	formatGiven      bool
	reports          []string
	failOn           string
	minSeverity      string
	persona          string
	only, skip       []string
	asOf             string
	config           string
	noConfig         bool
	hook             bool
	requireInputs    []string
	color            string
	verbose          bool
	sarifFingerprint string
	sarifSuppressed  bool
	noSuppressions   bool
	baseline         string
	catalog          string
	fix, diff        bool
	unsafeFixes      bool
	compliance       string
	redact           bool
}

func newCheck() *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check [PATH ...]",
		Short: "Lint files and folders of exports",
		Long: `Lint exports of AWS accounts and policy documents: files, folders, or "-" for
standard input; without a path the current folder. What a file is follows from
its content. The exports of one account belong together, also over several files.

Exit code: 0 nothing at or above --fail-on, 1 findings, 2 an input that could not
be read (findings of the other files are still written) or wrong usage.`,
		Example: `  iamlint check iamlint-export/
  aws iam get-account-authorization-details | iamlint check -
  iamlint check --report sarif=iamlint.sarif --fail-on high exports/`,
		RunE: func(cmd *cobra.Command, args []string) error {
			flags.formatGiven = cmd.Flags().Changed("format")
			return runCheck(cmd, args, flags)
		},
	}
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", "text", "format on standard output: "+strings.Join(report.Formats(), ", "))
	f.StringVarP(&flags.output, "output", "o", "", "write there instead of standard output")
	f.StringArrayVar(&flags.reports, "report", nil, "write another report, as `FORMAT=FILE` (repeatable); FILE may be - for standard output, and FOLDER/ gets one file for each account")
	addSelection(cmd, &flags)
	f.StringVar(&flags.baseline, "baseline", "", "findings that this `FILE` knows count as suppressed (iamlint baseline create makes it)")
	f.BoolVar(&flags.hook, "hook", false, "for pre-commit: named files that are no exports are skipped, output is short")
	f.StringSliceVar(&flags.requireInputs, "require-input", nil, "exit with 2 if an account lacks this `KIND` of export, such as credential-report")
	f.StringVar(&flags.color, "color", "auto", "auto, always or never")
	f.BoolVarP(&flags.verbose, "verbose", "v", false, "name the rules that were not evaluated and the files that were skipped")
	f.StringVar(&flags.sarifFingerprint, "sarif-fingerprint", "stable", "what GitHub matches alerts by: stable, or line as upload-sarif computes it")
	f.BoolVar(&flags.fix, "fix", false, "make the safe fixes in the files, and report what stays")
	f.BoolVar(&flags.diff, "diff", false, "print what --fix would change, then what stays, and end with 1 if anything would change")
	f.BoolVar(&flags.unsafeFixes, "unsafe-fixes", false, "with --fix or --diff: also the fixes that may grant more than before or not what was meant")
	f.BoolVar(&flags.sarifSuppressed, "sarif-suppressed", false, "keep suppressed findings in SARIF; GitHub opens alerts for them all the same")
	addRedact(cmd, &flags)
	f.StringVar(&flags.compliance, "compliance", "", "show the controls of a `FRAMEWORK` instead: "+strings.Join(compliance.IDs(), ", "))
	completeFlag(cmd, "compliance", frameworks)
	completeFlag(cmd, "format", formats)
	completeReports(cmd)
	completeValues(cmd, "require-input", account.KindNames())
	completeValues(cmd, "sarif-fingerprint", []string{"stable", "line"})
	completeValues(cmd, "color", []string{"auto", "always", "never"})
	return cmd
}

// addSelection adds the flags that say what is judged and what counts.
func addSelection(cmd *cobra.Command, flags *checkFlags) {
	f := cmd.Flags()
	f.StringVar(&flags.failOn, "fail-on", "", "exit with 1 for findings of this severity or above, or never (default medium)")
	f.StringVar(&flags.minSeverity, "min-severity", "", "show findings of this severity or above only (default info)")
	f.StringVar(&flags.persona, "persona", "", "regular, or auditor for the rules that are noise to most (default regular)")
	f.StringSliceVar(&flags.only, "only", nil, "run only these `RULE|AREA|REFERENCE`s, such as trust, root-mfa-missing or cis-6.0:2.4")
	f.StringSliceVar(&flags.skip, "skip", nil, "leave out these `RULE|AREA|REFERENCE`s")
	f.StringVar(&flags.asOf, "as-of", "", "the day the exports speak of, as `DATE` (2026-01-31, or with a time) or now")
	f.StringVar(&flags.config, "config", "", "configuration `FILE` (default: .iamlint.yaml here or in a folder above)")
	f.StringVar(&flags.catalog, "catalog", "", "facts about AWS services from this `FILE` instead of those built in")
	f.BoolVar(&flags.noSuppressions, "no-suppressions", false, "report also what the configuration accepts")
	f.BoolVar(&flags.noConfig, "no-config", false, "use no configuration file")
	completeValues(cmd, "fail-on", append(severityNames(), "never"))
	completeValues(cmd, "min-severity", severityNames())
	completeValues(cmd, "persona", []string{"regular", "auditor"})
	completeValues(cmd, "as-of", []string{"now"})
	completeFlag(cmd, "only", selectors)
	completeFlag(cmd, "skip", selectors)
	completeFiles(cmd, "config", "yaml", "yml")
	completeFiles(cmd, "catalog", "json")
}

func addRedact(cmd *cobra.Command, flags *checkFlags) {
	cmd.Flags().BoolVar(&flags.redact, "redact", false, "show made-up account ids, names and ARNs, the same for the same, so that others may see it")
}

func runCheck(cmd *cobra.Command, paths []string, flags checkFlags) error {
	run, err := prepare(flags)
	if err != nil {
		return err
	}
	if flags.compliance != "" {
		return runCompliance(cmd, run, paths)
	}
	if flags.fix || flags.diff {
		return runFix(cmd, run, paths)
	}
	set, err := run.load(cmd, paths)
	if err != nil {
		return err
	}
	return run.finish(cmd, set, run.lint(set))
}

// finish writes the reports and says how to end.
func (run *checkRun) finish(cmd *cobra.Command, set *account.Set, result *lint.Report) error {
	result.Basis = append(result.Basis, run.basis...)
	result.Errors = append(result.Errors, missingInputs(set, run.flags.requireInputs)...)
	if run.needs().Standings && len(run.flags.only)+len(run.flags.skip) == 0 {
		run.stand(set, result)
	}
	result = run.redacted(result)
	if err := run.write(cmd, result); err != nil {
		return err
	}
	if run.flags.verbose {
		for _, path := range set.Skipped {
			fmt.Fprintf(cmd.ErrOrStderr(), "skipped %s: not an export\n", run.shown(path))
		}
	}
	return run.verdict(result)
}

// load reads the exports at some paths, by default in the current folder.
func (run *checkRun) load(cmd *cobra.Command, paths []string) (*account.Set, error) {
	return run.loadWith(cmd, paths, nil)
}

// loadWith is load with texts in the place of some files.
func (run *checkRun) loadWith(cmd *cobra.Command, paths []string, texts map[string][]byte) (*account.Set, error) {
	run.paths = paths
	if len(paths) == 0 {
		paths = []string{"."}
	}
	if !run.flags.hook {
		run.progress = startProgress(cmd.ErrOrStderr())
	}
	options := account.Options{Progress: run.progress.read, AsOf: run.asOf, Lenient: run.flags.hook, Hash: run.needs().Hashes, Texts: texts}
	if slices.Contains(paths, account.StandardInput) {
		var err error
		if options.Stdin, err = io.ReadAll(io.LimitReader(cmd.InOrStdin(), account.MaxSize+1)); err != nil {
			run.progress.stop()
			return nil, fmt.Errorf("read standard input: %w", err)
		}
	}
	set := account.Load(paths, options)
	limitMemory(set, run.flags.redact, run.options.Paths)
	return set, nil
}

// lint lints what was loaded.
func (run *checkRun) lint(set *account.Set) *lint.Report {
	defer run.progress.stop()
	options := run.options
	options.Progress = run.progress.linted
	return check.Run(set, options)
}

// A checkRun is a run whose flags and configuration were understood.
type checkRun struct {
	flags   checkFlags
	options check.Options
	asOf    time.Time
	failOn  *rule.Severity // nil for never
	outputs []output
	basis   []lint.Basis // files that the run stands on besides the exports
	paths   []string     // that were named

	redactor *redact.Redactor // nil for reports with real names

	progress *progress // of what is being read and linted
}

func (run *checkRun) verdict(result *lint.Report) error {
	if len(result.Errors) > 0 {
		return exitCode(exitError)
	}
	if run.failOn == nil {
		return nil
	}
	if slices.ContainsFunc(result.Findings, func(f lint.Finding) bool { return f.Severity() >= *run.failOn }) {
		return exitCode(exitFindings)
	}
	return nil
}

// missingInputs are the errors of --require-input.
func missingInputs(set *account.Set, kinds []string) []lint.InputError {
	var missing []lint.InputError
	for _, kind := range kinds {
		if len(set.Accounts) == 0 {
			missing = append(missing, lint.InputError{Path: "-", Line: 1, Column: 1, Message: "no " + kind + " was given (--require-input)"})
		}
		for _, a := range set.Accounts {
			if !slices.ContainsFunc(a.Files, func(f *account.File) bool { return f.Kind.String() == kind }) {
				missing = append(missing, lint.InputError{Path: a.Files[0].Path, Line: 1, Column: 1,
					Message: fmt.Sprintf("the account %s has no %s (--require-input)", a.Title(), kind)})
			}
		}
	}
	return missing
}
