package accountgen

import (
	"fmt"
	"io"
)

// AccountSummary writes what "aws iam get-account-summary" prints.
func AccountSummary(w io.Writer, o Options) error {
	a := newAccount(o)
	profiles, devices := 0, 1 // the root user has a device
	for i := range o.Roles {
		profiles += len(a.role(i).InstanceProfileList)
	}
	for range a.mfaDevices() {
		devices++
	}
	summary := map[string]map[string]int{"SummaryMap": {
		"AccessKeysPerUserQuota": 2, "AccountAccessKeysPresent": 0, "AccountMFAEnabled": 1, "AccountPasswordPresent": 1,
		"AccountSigningCertificatesPresent": 0, "AssumeRolePolicySizeQuota": 2048, "AttachedPoliciesPerGroupQuota": 10,
		"AttachedPoliciesPerRoleQuota": 10, "AttachedPoliciesPerUserQuota": 10, "GlobalEndpointTokenVersion": 1,
		"GroupPolicySizeQuota": 5120, "Groups": o.Groups, "GroupsPerUserQuota": 10, "GroupsQuota": 300,
		"InstanceProfiles": profiles, "InstanceProfilesQuota": 5000, "MFADevices": devices, "MFADevicesInUse": devices,
		"Policies": o.Policies, "PoliciesQuota": 5000, "PolicySizeQuota": 6144, "PolicyVersionsInUse": o.Policies,
		"PolicyVersionsInUseQuota": 10000, "Providers": 3, "RolePolicySizeQuota": 10240, "Roles": o.Roles, "RolesQuota": 5000,
		"ServerCertificates": 0, "ServerCertificatesQuota": 20, "SigningCertificatesPerUserQuota": 2,
		"UserPolicySizeQuota": 2048, "Users": o.Users, "UsersQuota": 5000, "VersionsPerPolicyQuota": 5,
	}}
	if err := writeObject(w, o.Compact, summary); err != nil {
		return fmt.Errorf("write the account summary: %w", err)
	}
	return nil
}

type passwordPolicy struct {
	MinimumPasswordLength      int
	RequireSymbols             bool
	RequireNumbers             bool
	RequireUppercaseCharacters bool
	RequireLowercaseCharacters bool
	AllowUsersToChangePassword bool
	ExpirePasswords            bool
	MaxPasswordAge             int
	PasswordReusePrevention    int
	HardExpiry                 bool
}

// PasswordPolicy writes what "aws iam get-account-password-policy" prints: a
// sound policy.
func PasswordPolicy(w io.Writer, o Options) error {
	sound := passwordPolicy{16, true, true, true, true, true, true, 90, 24, false}
	if err := writeObject(w, o.Compact, struct{ PasswordPolicy passwordPolicy }{sound}); err != nil {
		return fmt.Errorf("write the password policy: %w", err)
	}
	return nil
}
