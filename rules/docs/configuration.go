package docs

// ConfigurationKeys are the keys of the configuration that a rule heeds, besides
// those that all rules heed; nil for most.
func ConfigurationKeys(id string) []string { return configurationKeys[id] }

var configurationKeys = map[string][]string{
	"access-analyzer-tags-missing":    {"required-tags"},
	"access-key-old":                  {"thresholds.access-key-age"},
	"access-key-two-active":           {"thresholds.key-rotation-grace"},
	"access-key-unused":               {"thresholds.unused-credential"},
	"ai-access-stale":                 {"thresholds.unused-credential"},
	"ai-invocation-logging-tamper":    {"security-principals"},
	"console-password-old":            {"thresholds.console-password-age"},
	"console-password-unused":         {"thresholds.unused-credential", "break-glass-users"},
	"export-stale":                    {"thresholds.export-age"},
	"iam-quota-near":                  {"thresholds.quota-percent"},
	"policy-detection-tampering":      {"security-principals"},
	"policy-full-cloudtrail":          {"security-principals"},
	"password-expiry-missing":         {"thresholds.password-expiry"},
	"password-length-short":           {"thresholds.password-length"},
	"password-reuse-allowed":          {"thresholds.password-reuse"},
	"root-activity-logged":            {"allowed-root-events"},
	"root-used-daily":                 {"thresholds.root-use-window", "thresholds.root-use-days"},
	"root-used-recently":              {"thresholds.root-use-window"},
	"server-certificate-expired":      {"thresholds.certificate-warning"},
	"granted-service-unused":          {"thresholds.unused-credential"},
	"role-cross-account-readonly":     {"trusted-accounts"},
	"role-session-too-long":           {"thresholds.session-hours"},
	"role-tags-missing":               {"required-tags"},
	"role-unused":                     {"thresholds.unused-credential", "break-glass-users"},
	"trust-any-principal-conditioned": {"trusted-accounts", "trusted-organizations"},
	"trust-cross-account":             {"trusted-accounts", "trusted-organizations", "vendors"},
	"trust-external-account-root":     {"trusted-accounts", "trusted-organizations"},
	"trust-external-id-missing":       {"trusted-accounts", "trusted-organizations"},
	"user-admin-attached":             {"break-glass-users"},
	"user-policy-attached":            {"break-glass-users"},
	"user-policy-inline":              {"break-glass-users"},
	"user-shared-name":                {"shared-user-names", "break-glass-users"},
	"user-tags-missing":               {"required-tags"},
	"user-without-group":              {"break-glass-users"},
	"users-not-federated":             {"break-glass-users"},
}
