package config

import (
	"slices"

	"github.com/goccy/go-yaml/ast"

	"github.com/iamlint/iamlint/rules/rule"
)

// A threshold is a number of the configuration.
type threshold struct {
	name     string
	field    func(*rule.Settings) *int
	min, max int
}

// thresholds in the order of docs/configuration.md. The limits of those about
// passwords are the ones that IAM has for password policies.
var thresholds = []threshold{
	{"access-key-age", func(s *rule.Settings) *int { return &s.AccessKeyMaxAge }, 1, 3650},
	{"unused-credential", func(s *rule.Settings) *int { return &s.UnusedAfter }, 1, 3650},
	{"console-password-age", func(s *rule.Settings) *int { return &s.PasswordMaxAge }, 1, 3650},
	{"root-use-window", func(s *rule.Settings) *int { return &s.RootUseWindow }, 1, 3650},
	{"root-use-days", func(s *rule.Settings) *int { return &s.RootUseDays }, 2, 365},
	{"password-length", func(s *rule.Settings) *int { return &s.PasswordMinLength }, 6, 128},
	{"password-reuse", func(s *rule.Settings) *int { return &s.PasswordReuse }, 1, 24},
	{"password-expiry", func(s *rule.Settings) *int { return &s.PasswordExpiry }, 1, 1095},
	{"export-age", func(s *rule.Settings) *int { return &s.ExportMaxAge }, 1, 3650},
	{"quota-percent", func(s *rule.Settings) *int { return &s.QuotaPercent }, 1, 100},
	{"key-rotation-grace", func(s *rule.Settings) *int { return &s.KeyRotationGrace }, 0, 365},
	{"administrators", func(s *rule.Settings) *int { return &s.MaxAdministrators }, 1, 1000},
	{"session-hours", func(s *rule.Settings) *int { return &s.MaxSession }, 1, 12},
	{"certificate-warning", func(s *rule.Settings) *int { return &s.CertificateWarning }, 0, 365},
}

func (d *decoder) thresholds(n ast.Node) {
	names := make([]string, len(thresholds))
	for i, t := range thresholds {
		names[i] = t.name
	}
	d.mapping(n, "thresholds", func(name, value ast.Node) {
		i := slices.Index(names, name.GetToken().Value)
		if i < 0 {
			d.unknownKey(name, names)
			return
		}
		t := thresholds[i]
		number, ok := d.number(value, t.name)
		switch {
		case !ok:
		case number < t.min || number > t.max:
			d.fail(value, "%s is %d, expected %d to %d", t.name, number, t.min, t.max)
		default:
			*t.field(&d.config.Settings) = number
		}
	})
}
