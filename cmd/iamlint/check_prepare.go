package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/lint/config"
	"github.com/iamlint/iamlint/redact"
	"github.com/iamlint/iamlint/rules/rule"
)

// prepare understands the flags and the configuration.
func prepare(flags checkFlags) (*checkRun, error) {
	if err := flags.misuse(); err != nil {
		return nil, err
	}
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
	if err := run.choose(cfg); err != nil {
		return nil, err
	}
	if err := run.weigh(cfg); err != nil {
		return nil, err
	}
	if run.asOf, err = parseAsOf(flags.asOf); err != nil {
		return nil, err
	}
	if run.outputs, err = parseOutputs(flags); err != nil {
		return nil, err
	}
	run.options.Inventory, run.options.Paths = run.needs().Inventory, run.needs().Paths
	if flags.redact {
		run.redactor = redact.New(run.options.Catalog)
	}
	return run, nil
}

// misuse is what is wrong with flags by themselves.
func (flags *checkFlags) misuse() error {
	if flags.sarifFingerprint != "stable" && flags.sarifFingerprint != "line" {
		return fmt.Errorf("--sarif-fingerprint %q is neither stable nor line", flags.sarifFingerprint)
	}
	for _, kind := range flags.requireInputs {
		if !slices.Contains(account.KindNames(), kind) {
			return fmt.Errorf("--require-input: unknown kind %q (want one of %s)", kind, strings.Join(account.KindNames(), ", "))
		}
	}
	switch mends := flags.fix || flags.diff; {
	case flags.fix && flags.diff:
		return errors.New("--fix and --diff exclude one another")
	case flags.unsafeFixes && !mends:
		return errors.New("--unsafe-fixes goes with --fix or --diff")
	case flags.redact && mends:
		return errors.New("--redact goes with reports, not with --fix or --diff")
	}
	return nil
}

// choose selects the rules, for all accounts and for those with sections of
// their own.
func (run *checkRun) choose(cfg *config.Config) (err error) {
	persona := rule.Regular
	if cfg.Persona != nil {
		persona = *cfg.Persona
	}
	switch run.flags.persona {
	case "":
	case "regular":
		persona = rule.Regular
	case "auditor":
		persona = rule.Auditor
	default:
		return fmt.Errorf("--persona %q is neither regular nor auditor", run.flags.persona)
	}
	if run.options.Rules, run.options.Shown, err = selectRules(cfg, run.flags, persona); err != nil {
		return err
	}
	run.options.Severities, run.options.Accounts = cfg.Severities, make(map[string]check.Options)
	for id, section := range cfg.Accounts {
		own := check.Options{Settings: &section.Settings, Severities: section.Severities}
		if own.Rules, own.Shown, err = selectRules(section, run.flags, persona); err != nil {
			return err
		}
		run.options.Accounts[id] = own
	}
	return nil
}

// weigh sets from which severity on findings are shown, and fail the run.
func (run *checkRun) weigh(cfg *config.Config) (err error) {
	medium := rule.Medium
	run.failOn = &medium
	switch {
	case cfg.FailNever:
		run.failOn = nil
	case cfg.FailOn != nil:
		run.failOn = cfg.FailOn
	}
	if run.flags.failOn == "never" {
		run.failOn = nil
	} else if run.flags.failOn != "" {
		severity, err := rule.ParseSeverity(run.flags.failOn)
		if err != nil {
			return fmt.Errorf("--fail-on: %w, or never", err)
		}
		run.failOn = &severity
	}
	if cfg.MinSeverity != nil {
		run.options.MinSeverity = *cfg.MinSeverity
	}
	if run.flags.minSeverity != "" {
		if run.options.MinSeverity, err = rule.ParseSeverity(run.flags.minSeverity); err != nil {
			return fmt.Errorf("--min-severity: %w", err)
		}
	}
	return nil
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
