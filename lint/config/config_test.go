package config

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/rules/rule"
)

// known are the rules of these tests.
func known(id string) bool {
	return slices.Contains([]string{"access-key-old", "password-expiry-missing", "root-mfa-missing"}, id)
}

const full = `# everything at once
version: 1
fail-on: high
min-severity: low
persona: auditor
rules:
  access-key-old: off
  password-expiry-missing: on
  root-mfa-missing: false
severities:
  password-expiry-missing: info
thresholds:
  access-key-age: 60
  unused-credential: 30
  console-password-age: 180
  root-use-window: 30
  root-use-days: 2
  password-length: 16
  password-reuse: 12
  password-expiry: 365
  export-age: 1
  quota-percent: 90
  key-rotation-grace: 0
  administrators: 2
  session-hours: 1
  certificate-warning: 30
trusted-accounts: ["123456789012", '012345678901']
trusted-organizations: [o-a1b2c3d4e5]
vendors:
  Example Monitoring: ["111122223333", "222233334444"]
sensitive-resources:
  - name: payroll
    resources: ["arn:aws:s3:::payroll*"]
    tags: {classification: [secret]}
    principals: [payroll-*]
security-principals: ["arn:aws:iam::*:role/security/*"]
ai:
  allowed-models: [amazon.nova-*]
  required-guardrails: [gr-*]
  regions: [eu-*]
shared-user-names: ["Batch-*"]
break-glass-users:
  - breakglass[0-9]
required-tags: [owner]
allowed-root-events: [ConsoleLogin]
accounts:
  "333344445555":
    rules: {access-key-old: on}
    severities: {access-key-old: low}
    thresholds: {access-key-age: 30}
    trusted-accounts: []
`

func TestParseFull(t *testing.T) {
	got, err := Parse(".iamlint.yaml", []byte(full), known)
	if err != nil {
		t.Fatal(err)
	}
	high, low, auditor := rule.High, rule.Low, rule.Auditor
	want := &Config{
		Path: ".iamlint.yaml",
		Settings: rule.Settings{
			AccessKeyMaxAge: 60, UnusedAfter: 30, PasswordMaxAge: 180, RootUseWindow: 30, RootUseDays: 2,
			PasswordMinLength: 16, PasswordReuse: 12, PasswordExpiry: 365, ExportMaxAge: 1, QuotaPercent: 90,
			KeyRotationGrace: 0, CertificateWarning: 30, MaxAdministrators: 2, MaxSession: 1,
			TrustedAccounts:      []string{"123456789012", "012345678901"},
			TrustedOrganizations: []string{"o-a1b2c3d4e5"},
			Vendors:              []rule.Vendor{{Name: "Example Monitoring", Accounts: []string{"111122223333", "222233334444"}}},
			Sensitive: []rule.SensitiveResource{{Name: "payroll", Resources: []string{"arn:aws:s3:::payroll*"},
				Tags: map[string][]string{"classification": {"secret"}}, Principals: []string{"payroll-*"}}},
			SecurityPrincipals: []string{"arn:aws:iam::*:role/security/*"},
			AllowedModels:      []string{"amazon.nova-*"},
			RequiredGuardrails: []string{"gr-*"},
			AIRegions:          []string{"eu-*"},
			SharedUserNames:    []string{"batch-*"},
			BreakGlassUsers:    []string{"breakglass[0-9]"},
			RequiredTags:       []string{"owner"},
			AllowedRootEvents:  []string{"ConsoleLogin"},
		},
		Rules:       map[string]bool{"access-key-old": false, "password-expiry-missing": true, "root-mfa-missing": false},
		Severities:  map[string]rule.Severity{"password-expiry-missing": rule.Info},
		FailOn:      &high,
		MinSeverity: &low,
		Persona:     &auditor,
	}
	section := *want
	section.Settings.AccessKeyMaxAge, section.Settings.TrustedAccounts = 30, []string{}
	section.Rules = map[string]bool{"access-key-old": true, "password-expiry-missing": true, "root-mfa-missing": false}
	section.Severities = map[string]rule.Severity{"password-expiry-missing": rule.Info, "access-key-old": rule.Low}
	want.Accounts = map[string]*Config{"333344445555": &section}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if got.For("333344445555").Settings.AccessKeyMaxAge != 30 || got.For("").Settings.AccessKeyMaxAge != 60 {
		t.Error("the section of an account does not count for it alone")
	}
	if v := got.Settings.VendorOf("222233334444"); v == nil || v.Name != "Example Monitoring" || got.Settings.VendorOf("123456789012") != nil {
		t.Errorf("the vendor is %v", v)
	}
}

// TestSectionsComeLast puts the section of an account before what it begins with.
func TestSectionsComeLast(t *testing.T) {
	got, err := Parse("", []byte("version: 1\naccounts: {'333344445555': {thresholds: {export-age: 1}}}\nthresholds: {access-key-age: 30, export-age: 2}\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if s := got.For("333344445555").Settings; s.AccessKeyMaxAge != 30 || s.ExportMaxAge != 1 || got.Settings.ExportMaxAge != 2 {
		t.Errorf("got %+v", s)
	}
}

func TestParseLeavesDefaults(t *testing.T) {
	for name, text := range map[string]string{
		"version alone":   "version: 1\n",
		"byte order mark": "\xEF\xBB\xBFversion: 1\n",
		"Windows lines":   "version: 1\r\nthresholds:\r\n  export-age: 7\r\n",
		"directive":       "%YAML 1.2\n---\nversion: 1\n",
		"flow":            "{version: 1, rules: {}, thresholds: {}}",
		"JSON":            `{"version": 1, "thresholds": {"export-age": 7}}`,
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Parse("", []byte(text), known)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(Default(), got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestParseNever(t *testing.T) {
	got, err := Parse("", []byte("version: 1\nfail-on: never\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if !got.FailNever || got.FailOn != nil {
		t.Errorf("FailNever is %t, FailOn is %v", got.FailNever, got.FailOn)
	}
}

func TestParseEmptyListReplacesDefault(t *testing.T) {
	got, err := Parse("", []byte("version: 1\nshared-user-names: []\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Settings.SharedUserNames) != 0 {
		t.Errorf("SharedUserNames are %q", got.Settings.SharedUserNames)
	}
}

func TestParseMistakes(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string // the errors, without the path
	}{
		"nothing":          {"", []string{`1:1: nothing in it, expected at least version: 1`}},
		"comments":         {"# later\n", []string{`1:1: nothing in it, expected at least version: 1`}},
		"no version":       {"\nfail-on: high\n", []string{`2:1: version is missing, expected version: 1`}},
		"no version, flow": {"{}", []string{`1:1: version is missing, expected version: 1`}},
		"newer version":    {"version: 2", []string{`1:10: version is 2, expected 1`}},
		"version text":     {"version: \"1\"", []string{`1:10: version is "1", expected a whole number such as 90`}},
		"list on top":      {"- version: 1", []string{`1:1: the configuration is a list, expected a mapping of keys to values`}},
		"two documents": {"version: 1\n---\nversion: 1\n", []string{
			`3:1: a second document, expected one`}},
		"unknown key": {"version: 1\nfail-onn: high\n", []string{
			`2:1: unknown key "fail-onn"; did you mean "fail-on"?`}},
		"unknown key like none": {"version: 1\nthresholds:\n  x: 1\n", []string{
			`3:3: unknown key "x" (want one of access-key-age, unused-credential, console-password-age, root-use-window, root-use-days, ` +
				`password-length, password-reuse, password-expiry, export-age, quota-percent, key-rotation-grace, administrators, session-hours, certificate-warning)`}},
		"key twice": {"version: 1\nrules:\n  access-key-old: on\n  access-key-old: off\n", []string{
			`4:3: the key access-key-old stands twice, first in line 3`}},
		"severity": {"version: 1\nfail-on: hgih\nmin-severity: never\n", []string{
			`2:10: fail-on is "hgih", expected info, low, medium, high, critical or never`,
			`3:15: min-severity is "never", expected one of info, low, medium, high, critical`}},
		"severity list": {"version: 1\nfail-on: [high]\n", []string{
			`2:10: fail-on is a list, expected info, low, medium, high, critical or never`}},
		"persona": {"version: 1\npersona: admin\n", []string{
			`2:10: persona is "admin", expected regular or auditor`}},
		"empty section": {"version: 1\nrules:\nfail-on: high\n", []string{
			`2:7: rules is empty, expected a mapping of keys to values`}},
		"unknown rule": {"version: 1\nrules:\n  nonsense: on\n", []string{
			`3:3: there is no rule "nonsense" (iamlint rules lists them)`}},
		"rule, a letter wrong": {"version: 1\nrules:\n  root-mfa-mising: on\n", []string{
			`3:3: there is no rule "root-mfa-mising"; did you mean "root-mfa-missing"?`}},
		"rule, a letter too much": {"version: 1\nrules:\n  access-keys-old: on\n", []string{
			`3:3: there is no rule "access-keys-old"; did you mean "access-key-old"?`}},
		"rule, letters swapped": {"version: 1\nrules:\n  acecss-key-old: on\n  acecss-kye-old: on\n", []string{
			`3:3: there is no rule "acecss-key-old"; did you mean "access-key-old"?`,
			`4:3: there is no rule "acecss-kye-old" (iamlint rules lists them)`}},
		"rule as analyzer name": {"version: 1\nrules:\n  Root_MFA_Missing: on\n", []string{
			`3:3: there is no rule "Root_MFA_Missing"; did you mean "root-mfa-missing"?`}},
		"rule neither on nor off": {"version: 1\nrules:\n  access-key-old: high\n  root-mfa-missing: 1\n", []string{
			`3:19: access-key-old is "high", expected on or off`,
			`4:21: root-mfa-missing is 1, expected on or off`}},
		"out of range": {"version: 1\nthresholds:\n  access-key-age: 0\n  password-reuse: 25\n  export-age: -1\n", []string{
			`3:19: access-key-age is 0, expected 1 to 3650`,
			`4:19: password-reuse is 25, expected 1 to 24`,
			`5:15: export-age is -1, expected 1 to 3650`}},
		"no whole number": {"version: 1\nthresholds: {export-age: 7.5, access-key-age: 90d, password-length: '14', password-expiry: 99999999999999999999}\n", []string{
			`2:26: export-age is 7.5, expected a whole number such as 90`,
			`2:47: access-key-age is "90d", expected a whole number such as 90`,
			`2:69: password-length is "14", expected a whole number such as 90`,
			`2:92: password-expiry is "99999999999999999999", expected a whole number such as 90`}},
		"number of another base": {"version: 1\nthresholds: {export-age: 010, access-key-age: 0x5A, password-expiry: 1_000}\n", []string{
			`2:26: export-age is 010, expected a whole number such as 90`,
			`2:47: access-key-age is 0x5A, expected a whole number such as 90`,
			`2:70: password-expiry is 1_000, expected a whole number such as 90`}},
		"account without quotes": {"version: 1\ntrusted-accounts: [123456789012, 012345678901, 012345670123]\n", []string{
			`2:20: write the account id 123456789012 in quotes: without them YAML may read it as a number and lose zeros in front`,
			`2:34: write the account id 012345678901 in quotes: without them YAML may read it as a number and lose zeros in front`,
			`2:48: write the account id 012345670123 in quotes: without them YAML may read it as a number and lose zeros in front`}},
		"no account": {"version: 1\ntrusted-accounts: ['12345678901', 12345678901, audit, {a: 1}]\n", []string{
			`2:20: an entry of trusted-accounts is "12345678901", expected an account id of 12 digits in quotes`,
			`2:35: an entry of trusted-accounts is 12345678901, expected an account id of 12 digits in quotes`,
			`2:48: an entry of trusted-accounts is "audit", expected an account id of 12 digits in quotes`,
			`2:55: an entry of trusted-accounts is a mapping, expected an account id of 12 digits in quotes`}},
		"accounts no list": {"version: 1\ntrusted-accounts: '123456789012'\n", []string{
			`2:19: trusted-accounts is "123456789012", expected a list`}},
		"pattern": {"version: 1\nbreak-glass-users: ['ops[', 7, '']\nshared-user-names: ['a\\']\n", []string{
			`2:21: "ops[" is not a pattern: a [ without its ], an empty [], or a \ at the end`,
			`2:29: an entry of break-glass-users is 7, expected a text`,
			`2:32: an entry of break-glass-users is an empty text`,
			`3:21: "a\\" is not a pattern: a [ without its ], an empty [], or a \ at the end`}},
		"texts": {"version: 1\nrequired-tags: [owner, ~, true]\nallowed-root-events: ConsoleLogin\n", []string{
			`2:24: an entry of required-tags is empty, expected a text`,
			`2:27: an entry of required-tags is true, expected a text`,
			`3:22: allowed-root-events is "ConsoleLogin", expected a list`}},
		"not plain YAML": {"version: 1\nrequired-tags: &tags [owner]\nallowed-root-events: *tags\nfail-on: !!str high\npersona: |\n  auditor\n", []string{
			`2:16: required-tags is an anchor or alias, expected a list`,
			`3:22: allowed-root-events is an anchor or alias, expected a list`,
			`4:10: fail-on is a tagged value, expected info, low, medium, high, critical or never`,
			`5:10: persona is a block of text, expected regular or auditor`}},
		"columns in code points": {"version: 1\nthresholds: {ü: 1, export-age: 0}\n", []string{
			`2:14: unknown key "ü" (want one of access-key-age, unused-credential, console-password-age, root-use-window, root-use-days, ` +
				`password-length, password-reuse, password-expiry, export-age, quota-percent, key-rotation-grace, administrators, session-hours, certificate-warning)`,
			`2:32: export-age is 0, expected 1 to 3650`}},
		"severity of a rule": {"version: 1\nseverities:\n  access-key-old: never\n  root-mfa-mising: low\n  root-mfa-missing: on\n", []string{
			`3:19: access-key-old is "never", expected one of info, low, medium, high, critical`,
			`4:3: there is no rule "root-mfa-mising"; did you mean "root-mfa-missing"?`,
			`5:21: root-mfa-missing is "on", expected one of info, low, medium, high, critical`}},
		"no organization": {"version: 1\ntrusted-organizations: [o-1, 'r-ab12', 7]\n", []string{
			`2:25: an entry of trusted-organizations is "o-1", expected an organization id such as o-a1b2c3d4e5`,
			`2:30: an entry of trusted-organizations is "r-ab12", expected an organization id such as o-a1b2c3d4e5`,
			`2:40: an entry of trusted-organizations is 7, expected an organization id such as o-a1b2c3d4e5`}},
		"vendors": {"version: 1\nvendors:\n  Example: '111122223333'\n  Other: [111122223333, x]\n", []string{
			`3:12: Example is "111122223333", expected a list`,
			`4:11: write the account id 111122223333 in quotes: without them YAML may read it as a number and lose zeros in front`,
			`4:25: an entry of Other is "x", expected an account id of 12 digits in quotes`}},
		"sensitive resources": {"version: 1\nsensitive-resources:\n  - name: payroll\n  - resource: [x]\n    tags: {a: b}\n  - resources: ['']\n", []string{
			`3:5: an entry of sensitive-resources says neither which resources nor which tags are sensitive`,
			`4:5: unknown key "resource"; did you mean "resources"?`,
			`5:15: a is "b", expected a list`,
			`6:17: an entry of resources is an empty text`}},
		"ai": {"version: 1\nai: {models: [], regions: eu-west-1}\n", []string{
			`2:6: unknown key "models" (want one of allowed-models, required-guardrails, regions)`,
			`2:27: regions is "eu-west-1", expected a list`}},
		"sections": {"version: 1\naccounts:\n  111122223333: {}\n  '1': {}\n  '222233334444': {fail-on: high, thresholds: {access-key-age: 0}, rules: {nonsense: on}}\n  '333344445555': []\nfail-on: hgih\n", []string{
			`3:3: write the account id 111122223333 in quotes: without them YAML may read it as a number and lose zeros in front`,
			`4:3: "1" is not an account id of 12 digits`,
			`5:20: unknown key "fail-on" (want one of rules, severities, thresholds, trusted-accounts, trusted-organizations, vendors, sensitive-resources, ` +
				`security-principals, ai, shared-user-names, break-glass-users, required-tags, allowed-root-events)`,
			`5:64: access-key-age is 0, expected 1 to 3650`,
			`5:76: there is no rule "nonsense" (iamlint rules lists them)`,
			`6:19: the section of account 333344445555 is a list, expected a mapping of keys to values`,
			`7:10: fail-on is "hgih", expected info, low, medium, high, critical or never`}},
		"not YAML":  {"version: 1\nrules: [a\n", []string{`2:8: not YAML: sequence end token ']' not found`}},
		"tab":       {"version: 1\nrules:\n\taccess-key-old: off\n", []string{`3:1: not YAML: found character '	' that cannot start any token`}},
		"too large": {"version: 1\n#" + strings.Repeat("x", maxSize), []string{`1:1: larger than 128 KiB, which is no configuration`}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("f.yaml", []byte(test.text), known)
			if diff := cmp.Diff(test.want, messages(t, err)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

// messages are the texts of the errors that err joins, all of which must be *Error.
func messages(t *testing.T, err error) []string {
	t.Helper()
	all := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all = joined.Unwrap()
	}
	var texts []string
	for _, err := range all {
		var mistake *Error
		if !errors.As(err, &mistake) {
			t.Fatalf("%v is a %T, want an *Error", err, err)
		}
		texts = append(texts, strings.TrimPrefix(mistake.Error(), "f.yaml:"))
	}
	return texts
}

func TestLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), ".iamlint.yaml")
	if _, err := Load(path, known); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without a file the error is %v", err)
	}
	write(t, path, full)
	got, err := Load(path, known)
	if err != nil {
		t.Fatal(err)
	}
	if got.Path != path || got.Settings.ExportMaxAge != 1 {
		t.Errorf("Path is %q, ExportMaxAge is %d", got.Path, got.Settings.ExportMaxAge)
	}
	if _, err := Load(filepath.Dir(path), known); err == nil {
		t.Error("a folder is read without an error")
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	for _, folder := range []string{"repository/.git", "repository/sub/deep", "worktree", "both"} {
		if err := os.MkdirAll(filepath.Join(root, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(t, filepath.Join(root, "worktree/.git"), "gitdir: elsewhere\n")
	write(t, filepath.Join(root, ".iamlint.yaml"), full)
	write(t, filepath.Join(root, "both/.iamlint.yaml"), full)
	write(t, filepath.Join(root, "both/.iamlint.yml"), full)

	find := func(dir, want string) {
		t.Helper()
		got, err := Find(filepath.Join(root, dir))
		if err != nil {
			t.Fatal(err)
		}
		if want != "" {
			want = filepath.Join(root, want)
		}
		if got != want {
			t.Errorf("in %s: found %q, want %q", dir, got, want)
		}
	}
	find(".", ".iamlint.yaml")
	find("both", "both/.iamlint.yaml")
	find("repository/sub/deep", "") // .git ends the search
	find("worktree", "")

	write(t, filepath.Join(root, "repository/.iamlint.yml"), full)
	find("repository/sub/deep", "repository/.iamlint.yml") // beside .git is inside

	if err := os.Symlink("nowhere", filepath.Join(root, "repository/sub/.iamlint.yaml")); err != nil {
		t.Skip(err)
	}
	find("repository/sub/deep", "repository/sub/.iamlint.yaml")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte("a: &x [1]\n? [b]\n: *x\n<<: {c: !!str d}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Parse("f.yaml", data, known)
		if (got == nil) == (err == nil) {
			t.Fatalf("config is %v, error is %v", got, err)
		}
	})
}
