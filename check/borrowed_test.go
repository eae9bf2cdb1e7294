package check

import (
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/rules/rule"
)

// TestBorrowedFiles lints a member of an organization whose policies stand in
// the export of the management account: findings of the member may point there.
func TestBorrowedFiles(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"111122223333/gaad.json":     `{"UserDetailList": [{"UserName": "alice", "Arn": "arn:aws:iam::111122223333:user/alice"}]}`,
		"444455556666/org.json":      `{"Organization": {"Id": "o-exampleorgid", "FeatureSet": "ALL", "MasterAccountId": "444455556666"}}`,
		"444455556666/roots.json":    `{"Roots": [{"Id": "r-ab12", "PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]}]}`,
		"444455556666/accounts.json": `{"Accounts": [{"Id": "111122223333", "Paths": ["o-exampleorgid/r-ab12/111122223333/"], "JoinedMethod": "CREATED"}]}`,
		"444455556666/policies.json": `{"Policies": [{"Id": "p-1", "Name": "all", "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": false}]}`,
		"444455556666/policy.json":   `{"Policy": {"PolicySummary": {"Id": "p-1", "Name": "all", "Type": "SERVICE_CONTROL_POLICY", "AwsManaged": false}, "Content": "{\"Statement\": []}"}}`,
		"444455556666/targets.json":  `{"Targets": [{"TargetId": "r-ab12", "Type": "ROOT"}]}`,
		"444455556666/iamlint-export.json": `{"schemaVersion": 1, "tool": "iamlint export-commands", "account": "444455556666", "files": [
			{"path": "org.json"}, {"path": "roots.json"}, {"path": "accounts.json"}, {"path": "policy.json"},
			{"path": "policies.json", "resource": "SERVICE_CONTROL_POLICY"}, {"path": "targets.json", "resource": "p-1"}]}`,
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	set := account.Load([]string{dir}, account.Options{})
	for _, e := range set.Errors {
		t.Fatal(e)
	}
	r := rule.New(rule.Meta{ID: "scp-seen"}, &analysis.Analyzer{
		Requires: []*analysis.Analyzer{account.GuardrailsProvider},
		Run: func(pass *analysis.Pass) (any, error) {
			for _, level := range account.Of[account.Guardrails](pass, account.GuardrailsProvider).SCPs {
				for _, p := range level.Policies {
					rule.Report(pass, rule.Finding{At: p.Document.All(), Subject: rule.Subject{Type: "account"}, Message: level.Node.Title()})
				}
			}
			return nil, nil
		},
	})
	settings := rule.DefaultSettings()
	report := Run(set, Options{Rules: []*rule.Rule{r}, Settings: &settings})
	if len(report.Findings) != 1 || len(report.Errors) > 0 {
		t.Fatalf("findings %+v, errors %v", report.Findings, report.Errors)
	}
	f := report.Findings[0]
	want := filepath.ToSlash(filepath.Join(dir, "444455556666/policy.json"))
	if f.Account != "111122223333" || f.Range.Source.Path != want || f.Message != "root r-ab12" || string(f.Range.Source.Text[f.Range.Start:f.Range.End]) != `"{\"Statement\": []}"` {
		t.Errorf("got %+v", f)
	}
}
