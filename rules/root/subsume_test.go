package root

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/iamlint/iamlint/account"
	"github.com/iamlint/iamlint/check"
	"github.com/iamlint/iamlint/rules/rule"
)

// TestDailyUseSubsumesRecentUse holds that both rules name the root user alike.
func TestDailyUseSubsumesRecentUse(t *testing.T) {
	const header = "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
		"access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
		"access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
		"cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n"
	dir := t.TempDir()
	for _, day := range []string{"2026-01-05", "2026-01-06", "2026-01-07"} {
		row := "<root_account>,arn:aws-cn:iam::111122223333:root,2020-05-04T08:00:00+00:00,true," + day + "T08:00:00+00:00,N/A,N/A,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n"
		if err := os.WriteFile(filepath.Join(dir, day+".csv"), []byte(header+row), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	settings := rule.DefaultSettings()
	set := account.Load([]string{dir}, account.Options{AsOf: time.Date(2026, 1, 31, 0, 0, 0, 0, time.UTC)})
	report := check.Run(set, check.Options{Rules: []*rule.Rule{UsedRecently, UsedDaily}, Settings: &settings})
	if len(report.Findings) != 1 || report.Findings[0].Rule != UsedDaily {
		t.Errorf("got %d findings, want root-used-daily alone", len(report.Findings))
	}
	if len(report.Subsumed) != 1 || report.Subsumed[0].Rule != UsedRecently {
		t.Errorf("got %d subsumed findings, want root-used-recently", len(report.Subsumed))
	}
}
