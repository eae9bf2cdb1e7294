package group

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/rules/rule"
)

// TestAdminAttachedNamesMembers holds that the finding points at the places
// where the first five members name the group.
func TestAdminAttachedNamesMembers(t *testing.T) {
	var users []string
	for i := range 6 {
		users = append(users, fmt.Sprintf(`{"Path": "/", "UserName": "user-%d", "UserId": "AIDAEXAMPLE", "Arn": "arn:aws:iam::111122223333:user/user-%d",
			"CreateDate": "2021-01-04T09:00:00Z", "GroupList": ["developers", "admins"], "AttachedManagedPolicies": []}`, i, i))
	}
	details := fmt.Sprintf(`{"UserDetailList": [%s], "GroupDetailList": [{"Path": "/", "GroupName": "admins", "GroupId": "AGPAEXAMPLE",
		"Arn": "arn:aws:iam::111122223333:group/admins", "CreateDate": "2021-01-04T09:00:00Z", "GroupPolicyList": [],
		"AttachedManagedPolicies": [{"PolicyName": "AdministratorAccess", "PolicyArn": "arn:aws:iam::aws:policy/AdministratorAccess"}]}],
		"RoleDetailList": [], "Policies": []}`, strings.Join(users, ","))
	path := filepath.Join(t.TempDir(), "auth.json")
	if err := os.WriteFile(path, []byte(details), 0o644); err != nil {
		t.Fatal(err)
	}
	settings := rule.DefaultSettings()
	report := check.Run(account.Load([]string{path}, account.Options{}), check.Options{Rules: []*rule.Rule{AdminAttached}, Settings: &settings})
	if len(report.Findings) != 1 {
		t.Fatalf("got %d findings, want 1", len(report.Findings))
	}
	var got []string
	for _, r := range report.Findings[0].Related {
		got = append(got, string(r.Source.Text[r.Start:r.End])+" "+r.Message)
	}
	var want []string
	for i := range 5 {
		want = append(want, fmt.Sprintf(`"admins" user "user-%d" is a member`, i))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got related places %q, want %q", got, want)
	}
}
