package redact_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/redact"
	"github.com/iamlint/iamlint/report"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
)

// accounts are folders and files with exports: the example accounts, and those
// of a folder of real exports, which IAMLINT_CORPUS names.
func accounts(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("../testdata/accounts/*")
	if err != nil || len(paths) < 3 {
		t.Fatalf("%d example accounts (%v)", len(paths), err)
	}
	if corpus := os.Getenv("IAMLINT_CORPUS"); corpus != "" {
		err := filepath.WalkDir(corpus, func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && strings.HasSuffix(path, ".json") {
				paths = append(paths, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

func lintAt(path string, without ...string) (*account.Set, *lint.Report) {
	settings := rule.DefaultSettings()
	set := account.Load([]string{path}, account.Options{Hash: true})
	some := slices.DeleteFunc(rules.All(), func(r *rule.Rule) bool { return slices.Contains(without, r.ID) })
	return set, check.Run(set, check.Options{Rules: some, Settings: &settings, Inventory: true, Paths: true})
}

// written is a report in every format.
func written(t *testing.T, r *lint.Report) map[string]string {
	t.Helper()
	texts := make(map[string]string)
	for _, format := range report.Formats() {
		var b bytes.Buffer
		if err := report.Write(&b, format, r, report.Options{Verbose: true, Suppressed: true}); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		texts[format] = b.String()
	}
	return texts
}

// namesIn are the names that the model of an account knows, and its ids and ARNs.
func namesIn(a *account.Account) (names, arns map[string]bool) {
	names, arns = make(map[string]bool), make(map[string]bool)
	if a.ID != "" {
		names[a.ID] = true
	}
	if a.Alias != "" {
		names[a.Alias] = true
	}
	identity := func(i *account.Identity) {
		if i.AWSOwned() {
			return
		}
		names[i.Name.Value], arns[i.ARN.Value] = true, true
		if i.ID.Present() {
			names[i.ID.Value] = true
		}
	}
	if d := a.AuthorizationDetails; d != nil {
		for _, u := range d.Users {
			identity(&u.Identity)
		}
		for _, g := range d.Groups {
			identity(&g.Identity)
		}
		for _, r := range d.Roles {
			identity(&r.Identity)
		}
		for _, p := range d.Policies {
			if !p.AWSManaged() {
				names[p.Name.Value], arns[p.ARN.Value] = true, true
			}
		}
	}
	if c := a.CredentialReport; c != nil {
		for _, row := range c.Rows {
			names[row.User.Value], arns[row.ARN.Value] = true, true
		}
	}
	if a.Documents != nil {
		for _, d := range a.Documents.All {
			if d.Kind != policy.TrustPolicy && (d.Managed == nil || !d.Managed.AWSManaged()) { // those of roles bear a name of ours
				names[d.Name] = true
			}
			names[d.Owner.Name] = true
			for i := range d.Statements {
				names[d.Statements[i].Sid.Text] = true
			}
		}
	}
	for _, list := range []map[string]bool{names, arns} {
		maps.DeleteFunc(list, func(text string, _ bool) bool { return text == "" || awsOwn(text) })
	}
	maps.DeleteFunc(names, func(name string, _ bool) bool { // paths, of which TestPath knows
		return slices.ContainsFunc(a.Files, func(f *account.File) bool { return f.Path == name })
	})
	return names, arns
}

func awsOwn(text string) bool {
	return text == "root" || strings.HasPrefix(text, "AWSServiceRoleFor") || strings.Contains(text, ":iam::aws:") || text == "OrganizationAccountAccessRole"
}

// wordsOf are the words of a text, of the characters that names may have. What
// ends or begins with punctuation is there without it, too.
func wordsOf(text string) map[string]bool {
	words := make(map[string]bool)
	for _, w := range strings.FieldsFunc(text, func(c rune) bool { return !inName(c) }) {
		words[w] = true
		words[strings.Trim(w, ",.=")] = true
	}
	return words
}

func inName(c rune) bool {
	return unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune("_+=,.@-", c)
}

// ownWords are the words that reports hold whatever they are about.
func ownWords(t *testing.T) map[string]bool {
	own := make(map[string]bool)
	add := func(text string) {
		maps.Copy(own, wordsOf(text))
	}
	facts := catalog.Default()
	for _, p := range facts.Prefixes() {
		add(p)
		for _, a := range facts.Service(p).Actions() {
			add(a.Name)
		}
	}
	for _, arn := range facts.ManagedPolicies() {
		add(arn[strings.LastIndexByte(arn, '/')+1:])
	}
	for _, r := range rules.All() {
		add(r.ID + " " + r.Area + " " + r.Title + " " + r.Text + " " + r.Remediation)
	}
	for _, text := range written(t, &lint.Report{Rules: rules.All(), Accounts: []lint.Account{{}}}) {
		add(text)
	}
	return own
}

// Nothing of an account that the model knows by name is in a redacted report,
// whatever the format, and all findings are still there.
func TestNothingIsLeft(t *testing.T) {
	own, checked, passedOver := ownWords(t), 0, make(map[string]bool)
	for _, path := range accounts(t) {
		set, plain := lintAt(path)
		redacted := redact.New(catalog.Default()).Report(plain)
		for list, pair := range map[string][2][]lint.Finding{"open": {plain.Findings, redacted.Findings}, "subsumed": {plain.Subsumed, redacted.Subsumed}} {
			if diff := cmp.Diff(tally(pair[0]), tally(pair[1])); diff != "" {
				t.Errorf("%s: other findings, %s (-plain +redacted)\n%s", path, list, diff)
			}
		}
		texts := written(t, redacted)
		occurring := make(map[string]map[string]bool)
		for format, text := range texts {
			occurring[format] = wordsOf(text)
		}
		for _, a := range set.Accounts {
			names, arns := namesIn(a)
			for name := range names {
				if own[name] {
					passedOver[name] = true
					continue
				}
				checked++
				word := strings.IndexFunc(name, func(c rune) bool { return !inName(c) }) < 0
				for format, text := range texts {
					if occurring[format][name] || !word && strings.Contains(text, name) {
						t.Errorf("%s: %q is in the redacted %s", path, name, format)
					}
				}
			}
			for arn := range arns {
				for format, text := range texts {
					if strings.Contains(text, arn) {
						t.Errorf("%s: %s is in the redacted %s", path, arn, format)
					}
				}
			}
		}
		for i := range redacted.Findings {
			if r := redacted.Findings[i].Range; r.Start > r.End || r.End > len(r.Source.Text) {
				t.Errorf("%s: a place outside of its text", path)
			}
		}
	}
	t.Logf("%d names looked for, %d passed over for being words of reports: %v", checked, len(passedOver), slices.Sorted(maps.Keys(passedOver)))
	if checked < 50 || len(passedOver) > max(12, checked/10) { // 12: of the accounts of the repository alone
		t.Errorf("%d names looked for, %d passed over", checked, len(passedOver))
	}
}

// tally counts findings by rule and severity.
func tally(findings []lint.Finding) map[string]int {
	counts := make(map[string]int)
	for i := range findings {
		counts[findings[i].Rule.ID+" "+findings[i].Severity().String()]++
	}
	return counts
}

// A redacted report does not depend on the names in the exports: an account and
// the same one with all its names changed give the same bytes. This judges
// also names that are ordinary words.
func TestNamesDoNotMatter(t *testing.T) {
	same := 0
	for _, path := range accounts(t) {
		if details := filepath.Join(path, "authorization-details.json"); exists(details) {
			path = details
		}
		set, _ := lintAt(path)
		if len(set.Accounts) != 1 || len(set.Errors) > 0 || set.Accounts[0].AuthorizationDetails == nil {
			continue
		}
		names := identitiesOf(set.Accounts[0])
		before, after := filepath.Join(t.TempDir(), "a.json"), filepath.Join(t.TempDir(), "a.json")
		copyTo(t, path, before, func(text string) string { return text })
		copyTo(t, path, after, rename(names))
		// These rules judge names.
		byName := []string{"user-shared-name", "policy-example-account-id"}
		_, first := lintAt(before, byName...)
		_, second := lintAt(after, byName...)
		want, got := written(t, redact.New(catalog.Default()).Report(first)), written(t, redact.New(catalog.Default()).Report(second))
		for _, format := range report.Formats() {
			if want[format] != got[format] {
				t.Errorf("%s: names change the redacted %s:\n%s", path, format, firstDifference(want[format], got[format]))
				break
			}
		}
		if len(names) > 2 {
			same++
		}
	}
	t.Logf("%d accounts with changed names", same)
	if same < 3 {
		t.Errorf("%d accounts compared", same)
	}
}

// firstDifference is where two texts part.
func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	piece := func(s string) string { return s[max(0, i-200):min(len(s), i+200)] }
	return piece(a) + "\n--- and ---\n" + piece(b)
}

func copyTo(t *testing.T, from, to string, change func(string) string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, []byte(change(string(text))), 0o644); err != nil {
		t.Fatal(err)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// identitiesOf are the account id and the names of users, groups, roles and
// policies, but for those that are a name of AWS's own as well.
func identitiesOf(a *account.Account) map[string]bool {
	d, names := a.AuthorizationDetails, map[string]bool{a.ID: true}
	for _, u := range d.Users {
		names[u.Name.Value] = true
	}
	for _, g := range d.Groups {
		names[g.Name.Value] = true
	}
	for _, r := range d.Roles {
		names[r.Name.Value] = !r.AWSOwned()
	}
	for _, p := range d.Policies {
		names[p.Name.Value] = !p.AWSManaged()
	}
	facts := catalog.Default()
	own := wordsOf(strings.Join(facts.ManagedPolicies(), " ") + " " + strings.Join(facts.Prefixes(), " ") + " Allow Deny root *")
	for _, arn := range facts.ManagedPolicies() {
		own[arn[strings.LastIndexByte(arn, '/')+1:]] = true
	}
	maps.DeleteFunc(names, func(name string, ours bool) bool { return !ours || own[name] || awsOwn(name) })
	return names
}

// rename changes names where they stand as whole words, and so that their order
// stays.
func rename(names map[string]bool) func(string) string {
	return func(text string) string {
		var b strings.Builder
		for len(text) > 0 {
			size := strings.IndexFunc(text, func(c rune) bool { return !inName(c) })
			if size < 0 {
				size = len(text)
			}
			switch word := text[:size]; {
			case names[word] && strings.Trim(word, "0123456789") == "":
				b.WriteString("77" + word[2:])
			case names[word]:
				b.WriteString(word + "zq")
			default:
				b.WriteString(word)
			}
			text = text[size:]
			_, one := utf8.DecodeRuneInString(text)
			b.WriteString(text[:one])
			text = text[one:]
		}
		return b.String()
	}
}
