package credential

import (
	"slices"
	"testing"
	"time"

	"github.com/iamlint/iamlint/account"
)

func TestProgram(t *testing.T) {
	for userAgent, want := range map[string]string{
		"aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1": "aws-cli",
		"[aws-cli/1.42.0 Python/3.12]":           "aws-cli",
		"Boto3/1.40.0 md/Botocore#1.40.0":        "boto3",
		"[S3Console]":                            "s3console",
		"rclone v1.70 linux":                     "rclone",
		"":                                       "",
		"APN/1.0 HashiCorp/1.0 Terraform/1.13.0": "apn",
	} {
		if got := program(userAgent); got != want {
			t.Errorf("program(%q) = %q, want %q", userAgent, got, want)
		}
	}
}

func TestSharedHour(t *testing.T) {
	start := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	var uses []use
	for _, e := range []struct {
		minute int
		ip     string
	}{
		{0, "192.0.2.1"}, // out of the hour
		{30, "198.51.100.1"},
		{40, "198.51.100.2"}, // the same network again
		{70, "203.0.113.1"},
		{85, "192.0.2.1"},
		{86, "10.0.0.1"}, // too late to matter
	} {
		u, ok := useOf(&account.Event{AccessKey: "AKIAIOSFODNN7EXAMPLE", SourceIP: e.ip, Time: start.Add(time.Duration(e.minute) * time.Minute)})
		if !ok {
			t.Fatalf("%s is no use", e.ip)
		}
		uses = append(uses, u)
	}
	var got []string
	for _, u := range sharedHour(uses) {
		got = append(got, u.event.SourceIP)
	}
	want := []string{"198.51.100.1", "203.0.113.1", "192.0.2.1"}
	if !slices.Equal(got, want) {
		t.Errorf("got uses from %q, want %q", got, want)
	}
}
