package policyrules

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/rules/rule"
)

// TestAdminSubsumesServices holds that a statement that allows everything is
// one finding, and that other statements of the same policy keep theirs.
func TestAdminSubsumesServices(t *testing.T) {
	path := filepath.Join(t.TempDir(), "policy.json")
	text := `{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Action": ["*", "s3:*"], "Resource": "*"},
		{"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]}`
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	settings := rule.DefaultSettings()
	report := check.Run(account.Load([]string{path}, account.Options{}), check.Options{Rules: Rules(), Settings: &settings})
	if len(report.Findings) != 2 || report.Findings[0].Rule != AdminWildcard || report.Findings[1].Rule != ServiceWildcard {
		t.Errorf("got %+v, want policy-admin-wildcard and policy-service-wildcard about sqs", report.Findings)
	}
	if len(report.Subsumed) != 1 || report.Subsumed[0].Rule != ServiceWildcard {
		t.Errorf("got %d subsumed findings, want policy-service-wildcard about s3", len(report.Subsumed))
	}
}
