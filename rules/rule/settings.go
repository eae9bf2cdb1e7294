package rule

import (
	"errors"
	"reflect"
	"slices"
	"time"

	"golang.org/x/tools/go/analysis"
)

// Settings is the part of the configuration that rules read. The driver seeds
// it; a rule requires the analyzer Config and calls SettingsOf.
type Settings struct {
	AccessKeyMaxAge    int      // days; access-key-old
	UnusedAfter        int      // days; credentials unused for longer
	PasswordMaxAge     int      // days; console-password-old
	RootUseWindow      int      // days; root-used-recently, root-used-daily
	RootUseDays        int      // days on which root acted in the window: root-used-daily
	PasswordMinLength  int      // characters
	PasswordReuse      int      // passwords remembered
	PasswordExpiry     int      // days
	ExportMaxAge       int      // days; export-stale
	QuotaPercent       int      // percent; iam-quota-near
	KeyRotationGrace   int      // days in which two active keys are a rotation in progress
	SharedUserNames    []string // patterns for path.Match, lower case, of names that several people share
	BreakGlassUsers    []string // patterns for path.Match, lower case, of users kept for emergencies
	RequiredTags       []string // tag keys; those of users and roles are compared without case, as IAM does
	TrustedAccounts    []string // 12-digit ids
	AllowedRootEvents  []string // event names root may cause, besides the tasks only root can do
	CertificateWarning int      // days before expiry that count as expired; 0 = only expired ones
	MaxAdministrators  int      // admin-too-many
	MaxSession         int      // hours; role-session-too-long

	TrustedOrganizations []string            // o-..., whose accounts may be let in
	Vendors              []Vendor            // outside accounts that are known
	Sensitive            []SensitiveResource // what few may reach
	SecurityPrincipals   []string            // patterns, as in policies, for names and ARNs of who may touch logging and detection
	AllowedModels        []string            // patterns for ids and ARNs of models; none when all are allowed
	RequiredGuardrails   []string            // patterns for ids and ARNs of guardrails; none when any will do
	AIRegions            []string            // patterns for the regions in which models may be used; none for all
}

// A Vendor is an outside company with the accounts from which it works.
type Vendor struct {
	Name     string
	Accounts []string // 12-digit ids
}

// VendorOf is the vendor whose account this is, nil for others.
func (s *Settings) VendorOf(account string) *Vendor {
	for i := range s.Vendors {
		if slices.Contains(s.Vendors[i].Accounts, account) {
			return &s.Vendors[i]
		}
	}
	return nil
}

// A SensitiveResource is what the configuration declares sensitive. Patterns
// are those of policies: * stands for any characters, ? for one.
type SensitiveResource struct {
	Name       string              // for messages
	Resources  []string            // patterns for ARNs
	Tags       map[string][]string // patterns for the values of tags, by key; one of them is enough
	Principals []string            // patterns for names and ARNs of who may reach it
}

// DefaultSettings are those without a configuration file.
func DefaultSettings() Settings {
	return Settings{
		AccessKeyMaxAge:   90,
		UnusedAfter:       45,
		PasswordMaxAge:    365,
		RootUseWindow:     90,
		RootUseDays:       3,
		PasswordMinLength: 14,
		PasswordReuse:     24,
		PasswordExpiry:    90,
		ExportMaxAge:      7,
		QuotaPercent:      80,
		MaxAdministrators: 5,
		MaxSession:        4,
		KeyRotationGrace:  7,
		SharedUserNames: []string{
			"admin", "admin[0-9]*", "administrator", "root", "team", "team[\\-_.]*", "*[\\-_.]team", "shared", "shared[\\-_.]*", "*[\\-_.]shared",
			"test", "test[0-9]*", "test[\\-_.]user*", "testuser*", "user", "user[0-9]*", "ci", "dev", "developer", "developers", "ops", "devops",
			"common", "generic", "guest", "temp", "everyone", "all", "support", "service", "default", "demo",
		},
	}
}

// Config is the analyzer whose result is the *Settings. The driver seeds it.
var Config = &analysis.Analyzer{
	Name:       "config",
	Doc:        "config holds the settings of this run; the driver seeds it",
	Run:        func(*analysis.Pass) (any, error) { return nil, errors.New("config was not seeded by the driver") },
	ResultType: reflect.TypeFor[*Settings](),
}

// SettingsOf returns the settings for a rule that requires Config.
func SettingsOf(pass *analysis.Pass) *Settings { return pass.ResultOf[Config].(*Settings) }

// Days is a duration of n days of 24 hours.
func Days(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }
