package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/compliance"
	"github.com/iamlint/iamlint/internal/exportcmd"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/lint/config"
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
	limitMemory(set, run.flags.redact)
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

// An output is a report and where it goes.
type output struct{ format, path string }

// standardOutput is the path of standard output.
const standardOutput = "-"

func prepare(flags checkFlags) (*checkRun, error) {
	cfg, err := loadConfig(flags)
	if err != nil {
		return nil, err
	}
	run := &checkRun{flags: flags, options: check.Options{Version: version(), Settings: &cfg.Settings, Partial: flags.hook}}
	if run.options.Catalog, err = readCatalog(flags.catalog); err != nil {
		return nil, err
	}
	if run.basis, err = evidence([]lint.Basis{{What: "Configuration", Name: cfg.Path}, {What: "Baseline", Name: flags.baseline}, {What: "Catalogue", Name: flags.catalog}}); err != nil {
		return nil, err
	}
	if !flags.noSuppressions {
		run.options.Suppressions = cfg.Suppressions
	}
	if flags.baseline != "" {
		known, err := readBaseline(flags.baseline)
		if err != nil {
			return nil, err
		}
		run.options.Baseline = known.Fingerprints()
	}
	persona := rule.Regular
	if cfg.Persona != nil {
		persona = *cfg.Persona
	}
	switch flags.persona {
	case "":
	case "regular":
		persona = rule.Regular
	case "auditor":
		persona = rule.Auditor
	default:
		return nil, fmt.Errorf("--persona %q is neither regular nor auditor", flags.persona)
	}
	if run.options.Rules, run.options.Shown, err = selectRules(cfg, flags, persona); err != nil {
		return nil, err
	}
	run.options.Severities, run.options.Accounts = cfg.Severities, make(map[string]check.Options)
	for id, section := range cfg.Accounts {
		own := check.Options{Settings: &section.Settings, Severities: section.Severities}
		if own.Rules, own.Shown, err = selectRules(section, flags, persona); err != nil {
			return nil, err
		}
		run.options.Accounts[id] = own
	}
	medium := rule.Medium
	run.failOn = &medium
	switch {
	case cfg.FailNever:
		run.failOn = nil
	case cfg.FailOn != nil:
		run.failOn = cfg.FailOn
	}
	if flags.failOn == "never" {
		run.failOn = nil
	} else if flags.failOn != "" {
		severity, err := rule.ParseSeverity(flags.failOn)
		if err != nil {
			return nil, fmt.Errorf("--fail-on: %w, or never", err)
		}
		run.failOn = &severity
	}
	if cfg.MinSeverity != nil {
		run.options.MinSeverity = *cfg.MinSeverity
	}
	if flags.minSeverity != "" {
		if run.options.MinSeverity, err = rule.ParseSeverity(flags.minSeverity); err != nil {
			return nil, fmt.Errorf("--min-severity: %w", err)
		}
	}
	if run.asOf, err = parseAsOf(flags.asOf); err != nil {
		return nil, err
	}
	if flags.sarifFingerprint != "stable" && flags.sarifFingerprint != "line" {
		return nil, fmt.Errorf("--sarif-fingerprint %q is neither stable nor line", flags.sarifFingerprint)
	}
	for _, kind := range flags.requireInputs {
		if !slices.Contains(account.KindNames(), kind) {
			return nil, fmt.Errorf("--require-input: unknown kind %q (want one of %s)", kind, strings.Join(account.KindNames(), ", "))
		}
	}
	if flags.fix && flags.diff {
		return nil, errors.New("--fix and --diff exclude one another")
	}
	if flags.unsafeFixes && !flags.fix && !flags.diff {
		return nil, errors.New("--unsafe-fixes goes with --fix or --diff")
	}
	if run.outputs, err = parseOutputs(flags); err != nil {
		return nil, err
	}
	run.options.Inventory = run.needs().Inventory
	if flags.redact {
		if flags.fix || flags.diff {
			return nil, errors.New("--redact goes with reports, not with --fix or --diff")
		}
		run.redactor = redact.New(run.options.Catalog)
	}
	return run, nil
}

// redacted is a report as it may be shown.
func (run *checkRun) redacted(r *lint.Report) *lint.Report {
	if run.redactor == nil {
		return r
	}
	return run.redactor.Report(r)
}

// shown is a path as reports show it.
func (run *checkRun) shown(path string) string {
	if run.redactor == nil {
		return path
	}
	return run.redactor.Path(path)
}

func loadConfig(flags checkFlags) (*config.Config, error) {
	if flags.noConfig {
		return config.Default(), nil
	}
	path := flags.config
	if path == "" {
		var err error
		if path, err = config.Find("."); err != nil {
			return nil, err
		}
	}
	if path == "" {
		return config.Default(), nil
	}
	return config.Load(relative(path), isRule)
}

// readCatalog reads --catalog; without a path it is the one built in.
func readCatalog(path string) (*catalog.Catalog, error) {
	if path == "" {
		return catalog.Default(), nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the catalogue: %w", err)
	}
	facts, err := catalog.Read(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return facts, nil
}

// relative is a path as seen from the working folder, which is how people
// name it; where that cannot be told the path itself.
func relative(path string) string {
	if wd, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(wd, path); err == nil {
			return rel
		}
	}
	return path
}

// parseAsOf reads --as-of. The clock is asked only for "now".
func parseAsOf(text string) (time.Time, error) {
	switch text {
	case "":
		return time.Time{}, nil
	case "now":
		return time.Now().UTC().Truncate(time.Second), nil
	}
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("--as-of %q is not a date such as 2026-01-31, nor now", text)
}

func parseOutputs(flags checkFlags) ([]output, error) {
	first := output{flags.format, flags.output}
	if first.path == "" {
		first.path = standardOutput
	}
	var outputs []output
	for _, text := range flags.reports {
		format, path, ok := strings.Cut(text, "=")
		if !ok || path == "" {
			return nil, fmt.Errorf("--report %q is not FORMAT=FILE", text)
		}
		// It takes the place of the report that nobody asked for.
		if path == standardOutput && !flags.formatGiven && flags.output == "" {
			first = output{}
		}
		outputs = append(outputs, output{format, path})
	}
	if first.path != "" {
		outputs = append([]output{first}, outputs...)
	}
	taken := make(map[string]string)
	for _, o := range outputs {
		if _, err := report.Find(o.format); err != nil {
			return nil, err
		}
		if other, ok := taken[o.path]; ok {
			return nil, fmt.Errorf("the reports %s and %s would both go to %s", other, o.format, o.path)
		}
		taken[o.path] = o.format
	}
	return outputs, nil
}

// needs are the parts of a report that some of the formats show.
func (run *checkRun) needs() (all report.Needs) {
	for _, o := range run.outputs {
		if f, err := report.Find(o.format); err == nil {
			all.Hashes = all.Hashes || f.Needs.Hashes
			all.Inventory = all.Inventory || f.Needs.Inventory
			all.Standings = all.Standings || f.Needs.Standings
		}
	}
	return all
}

func (run *checkRun) write(cmd *cobra.Command, result *lint.Report) error {
	root, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("find the working folder: %w", err)
	}
	if run.redactor != nil {
		root = "" // its folders have names
	}
	command := run.again(cmd)
	for _, o := range run.outputs {
		options := report.Options{
			Quiet:            run.flags.hook,
			Verbose:          run.flags.verbose,
			Root:             filepath.ToSlash(root),
			LineFingerprints: run.flags.sarifFingerprint == "line",
			Suppressed:       run.flags.sarifSuppressed,
			Stored:           run.stored(),
			Command:          command,
			Commands:         exportcmd.Commands,
			AllCommands:      exportcmd.All(),
		}
		write := run.writeOne
		if isFolder(o.path) {
			write = run.writeEach
		}
		if err := write(cmd, o, options, result); err != nil {
			return fmt.Errorf("write the %s report: %w", o.format, err)
		}
	}
	return nil
}

// stored reads inputs as they are stored; nil for a report that must not tell of them.
func (run *checkRun) stored() func(path string) ([]byte, error) {
	if run.flags.redact {
		return nil
	}
	return os.ReadFile
}

func (run *checkRun) writeOne(cmd *cobra.Command, o output, options report.Options, result *lint.Report) (err error) {
	w := cmd.OutOrStdout()
	switch {
	case o.path != standardOutput:
		file, err := os.Create(o.path)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		w = file
	default:
		options.Color, options.Width = terminal(w, run.flags.color)
	}
	buffer := bufio.NewWriterSize(w, 64<<10)
	if err := report.Write(buffer, o.format, result, options); err != nil {
		return err
	}
	return buffer.Flush()
}

// terminal says whether to use colour and how wide the terminal is, 0 for none.
func terminal(w io.Writer, color string) (colored bool, width int) {
	file, ok := w.(*os.File)
	isTerminal := ok && term.IsTerminal(int(file.Fd()))
	if isTerminal {
		width, _, _ = term.GetSize(int(file.Fd()))
	}
	switch color {
	case "always":
		return true, width
	case "never":
		return false, width
	}
	return isTerminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb", width
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
