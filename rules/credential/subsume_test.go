package credential

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/rules/rule"
)

// TestNeverUsedSubsumesUnused holds that one rule silences the other for the
// same key only.
func TestNeverUsedSubsumesUnused(t *testing.T) {
	const report = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
		"access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
		"access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
		"cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n" +
		"deploy,arn:aws:iam::111122223333:user/deploy,2021-01-04T09:00:00+00:00,false,N/A,N/A,N/A,false," +
		"true,2021-01-04T09:00:05+00:00,N/A,N/A,N/A,true,2023-01-04T09:00:05+00:00,N/A,N/A,N/A,false,N/A,false,N/A\n"
	path := filepath.Join(t.TempDir(), "report.csv")
	if err := os.WriteFile(path, []byte(report), 0o644); err != nil {
		t.Fatal(err)
	}
	settings := rule.DefaultSettings()
	set := account.Load([]string{path}, account.Options{AsOf: time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)})
	got := check.Run(set, check.Options{Rules: []*rule.Rule{KeyUnused, KeyNeverUsed}, Settings: &settings})
	if len(got.Findings) != 2 || got.Findings[0].Rule != KeyNeverUsed || got.Findings[1].Rule != KeyUnused {
		t.Errorf("got %d findings, want access-key-never-used for key 1 and access-key-unused for key 2", len(got.Findings))
	}
	if len(got.Subsumed) != 1 || got.Subsumed[0].Rule != KeyUnused {
		t.Errorf("got %d subsumed findings, want access-key-unused for key 1", len(got.Subsumed))
	}
}
