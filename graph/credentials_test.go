package graph_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/graph"
)

// TestCredentialReport holds ways to the credentials of a user against its row
// of a credential report.
func TestCredentialReport(t *testing.T) {
	const header = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
		"access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
		"access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
		"cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n"
	const key, none = "true,2026-01-02T03:04:05+00:00,N/A,N/A,N/A,", "false,N/A,N/A,N/A,N/A,"
	start := user("start", nil)
	start["UserPolicyList"] = []object{{"PolicyName": "steps", "PolicyDocument": document(allow("iam:*AccessKey", prefix+"user/target"), allow("iam:*LoginProfile", prefix+"user/target"))}}
	export := object{"UserDetailList": []object{start, user("target", administered)}, "RoleDetailList": []object{}, "GroupDetailList": []object{}, "Policies": []object{}}
	for _, c := range []struct {
		name, password, first, second string
		want                          []string
	}{
		{"nothing", "false", none, none, []string{"create-access-key", "create-login-profile"}},
		{"a password", "true", none, none, []string{"create-access-key", "update-login-profile"}},
		{"one key", "false", key, none, []string{"create-access-key", "replace-access-key", "create-login-profile"}},
		{"two keys", "false", key, key, []string{"replace-access-key", "create-login-profile"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := write(t, export)
			row := "target," + prefix + "user/target,2025-01-02T03:04:05+00:00," + c.password + ",N/A,N/A,N/A,false," + c.first + c.second + "false,N/A,false,N/A\n"
			if err := os.WriteFile(filepath.Join(filepath.Dir(path), "credential-report.csv"), []byte(header+row), 0o600); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, w := range loadPath(t, filepath.Dir(path)).Find(prefix + "user/start").Ways {
				got = append(got, w.ID())
				if w.Exists() != "" {
					t.Errorf("%s still needs %s", w.ID(), w.Exists())
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("ways (-want +got)\n%s", diff)
			}
		})
	}
	n := loadPath(t, write(t, export)).Find(prefix + "user/start")
	if !slices.ContainsFunc(n.Ways, func(w *graph.Way) bool { return strings.Contains(w.Exists(), "access key") }) {
		t.Error("without a report nothing has to exist")
	}
}
