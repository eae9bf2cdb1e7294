package user

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/rules/rule"
)

// TestAdminSubsumesAttached holds that AdministratorAccess is one finding and
// that other attachments of the same user stay.
func TestAdminSubsumesAttached(t *testing.T) {
	const details = `{"UserDetailList": [{"Path": "/", "UserName": "alice", "UserId": "AIDAEXAMPLE",
		"Arn": "arn:aws:iam::111122223333:user/alice", "CreateDate": "2021-01-04T09:00:00Z", "GroupList": [],
		"AttachedManagedPolicies": [
			{"PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
			{"PolicyName": "ReadOnlyAccess", "PolicyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"}]}],
		"GroupDetailList": [], "RoleDetailList": [], "Policies": []}`
	path := filepath.Join(t.TempDir(), "auth.json")
	if err := os.WriteFile(path, []byte(details), 0o644); err != nil {
		t.Fatal(err)
	}
	settings := rule.DefaultSettings()
	report := check.Run(account.Load([]string{path}, account.Options{}),
		check.Options{Rules: []*rule.Rule{PolicyAttached, AdminAttached}, Settings: &settings})
	if len(report.Findings) != 2 || report.Findings[0].Rule != AdminAttached || report.Findings[1].Rule != PolicyAttached {
		t.Errorf("got %d findings, want user-admin-attached and user-policy-attached", len(report.Findings))
	}
	if len(report.Subsumed) != 1 || report.Subsumed[0].Rule != PolicyAttached {
		t.Errorf("got %d subsumed findings, want one of user-policy-attached", len(report.Subsumed))
	}
}
