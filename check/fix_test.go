package check_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/lint"
	"github.com/iamlint/iamlint/lint/fix"
	"github.com/iamlint/iamlint/policy"
	"github.com/iamlint/iamlint/rules"
	"github.com/iamlint/iamlint/rules/rule"
	"github.com/iamlint/iamlint/rules/ruletest"
)

var wantComment = regexp.MustCompile(`(?m)[ \t]*(?://|#) want .*$`)

// TestFixes makes the fixes of the bad cases of all rules: the files still
// parse, no rule finds again what was mended, and the documents grant no more
// than before when only safe fixes were made.
func TestFixes(t *testing.T) {
	cases, err := filepath.Glob("../testdata/rules/*/bad-*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases (%v)", err)
	}
	mended := make(map[bool]int)
	for _, path := range cases {
		for _, unsafe := range []bool{false, true} {
			mended[unsafe] += fixCase(t, path, unsafe)
		}
	}
	t.Logf("%d findings mended safely, %d with unsafe fixes", mended[false], mended[true])
	if mended[false] < 10 || mended[true] < 35 {
		t.Errorf("only %d findings mended safely and %d with unsafe fixes", mended[false], mended[true])
	}
}

func fixCase(t *testing.T, path string, unsafe bool) (mended int) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ruletest.TakeNearMisses(archive); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, wantComment.ReplaceAll(f.Data, nil), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	settings := rule.DefaultSettings()
	run := func(texts map[string][]byte) (*account.Set, *lint.Report) {
		set := account.Load([]string{dir}, account.Options{Texts: texts})
		return set, check.Run(set, check.Options{Rules: rules.All(), Settings: &settings})
	}
	texts := make(map[string][]byte)
	before, report := run(nil)
	failed := len(before.Errors)
	for round := 0; ; round++ {
		s := fix.Select(report.Findings, unsafe, func(s *lint.Source) bool { return s.Kind != "credential-report" })
		if len(s.Fixed) == 0 {
			break
		}
		if round == 20 {
			t.Fatalf("%s: fixes without end: %s", path, s.Fixed[0].Message)
		}
		mended += len(s.Fixed)
		for source, edits := range s.Edits {
			texts[source.Path] = fix.Apply(source.Text, edits)
		}
		var after *account.Set
		after, report = run(texts)
		if len(after.Errors) > failed {
			t.Fatalf("%s: a fix broke a file: %v", path, after.Errors)
		}
		if !unsafe {
			noMoreThan(t, path, before, after)
		}
	}
	return mended
}

// noMoreThan asks the documents before and after about requests made of what
// they say.
func noMoreThan(t *testing.T, path string, before, after *account.Set) {
	for i, a := range before.Accounts {
		if a.Documents == nil {
			continue
		}
		for k, old := range a.Documents.All {
			mended := after.Accounts[i].Documents.All[k]
			if old.Kind == policy.OtherOrganizationPolicy {
				continue
			}
			was, is := policy.Compile(old.Document), policy.Compile(mended.Document)
			for _, r := range requests(old.Document, mended.Document) {
				if policy.Evaluate(r, policies(old.Kind, is)).Outcome == policy.Allowed && policy.Evaluate(r, policies(old.Kind, was)).Outcome != policy.Allowed {
					t.Fatalf("%s: after a safe fix %s may %s on %s", path, r.Principal, r.Action, r.Resource)
				}
			}
		}
	}
}

func policies(kind policy.Kind, c *policy.Compiled) *policy.Policies {
	if kind == policy.TrustPolicy || kind == policy.ResourcePolicy || kind == policy.ResourceControlPolicy {
		return &policy.Policies{Resource: c}
	}
	return &policy.Policies{Identity: []*policy.Compiled{c}}
}

// requests are made of the actions and resources that documents name.
func requests(documents ...*policy.Document) []*policy.Request {
	actions := []string{"s3:GetObject", "iam:CreateUser", "sts:AssumeRole"}
	resources := []string{"*", "arn:aws:s3:::b/x", "arn:aws:iam::111122223333:role/r"}
	for _, d := range documents {
		for i := range d.Statements {
			s := &d.Statements[i]
			for _, v := range slices.Concat(s.Action.Values, s.NotAction.Values) {
				actions = append(actions, strings.NewReplacer("*", "X", "?", "X").Replace(v.Text))
				if p, ok := policy.ParseAction(v.Text); ok && !p.Every() {
					actions = append(actions, actionsOf(p)...)
				}
			}
			for _, v := range slices.Concat(s.Resource.Values, s.NotResource.Values) {
				resources = append(resources, strings.NewReplacer("*", "x", "?", "x", "${aws:username}", "alice").Replace(v.Text))
			}
		}
	}
	slices.Sort(actions)
	var list []*policy.Request
	for _, action := range slices.Compact(actions) {
		for _, resource := range resources {
			for _, caller := range []string{"arn:aws:iam::111122223333:user/alice", "ec2.amazonaws.com", policy.Anonymous} {
				list = append(list, &policy.Request{Principal: caller, Action: action, Resource: resource, ResourceAccount: "111122223333",
					Context: policy.NewContext(map[string]string{"aws:username": "alice", "aws:SecureTransport": "true"})})
			}
		}
	}
	return list
}

// actionsOf are a few actions that a pattern matches.
func actionsOf(p policy.ActionPattern) []string {
	s := catalog.Default().Service(p.Service)
	if s == nil {
		return nil
	}
	var names []string
	for i := range s.Actions() {
		if name := s.Actions()[i].String(); len(names) < 5 && p.Matches(strings.ToLower(name)) {
			names = append(names, name)
		}
	}
	return names
}
