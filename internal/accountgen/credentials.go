package accountgen

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
)

var credentialColumns = []string{
	"user", "arn", "user_creation_time",
	"password_enabled", "password_last_used", "password_last_changed", "password_next_rotation", "mfa_active",
	"access_key_1_active", "access_key_1_last_rotated", "access_key_1_last_used_date", "access_key_1_last_used_region", "access_key_1_last_used_service",
	"access_key_2_active", "access_key_2_last_rotated", "access_key_2_last_used_date", "access_key_2_last_used_region", "access_key_2_last_used_service",
	"cert_1_active", "cert_1_last_rotated", "cert_2_active", "cert_2_last_rotated",
}

// Parts of a row that say there is nothing.
var (
	noPassword     = []string{"false", "N/A", "N/A", "N/A"}
	noKey          = []string{"false", "N/A", "N/A", "N/A", "N/A"}
	noCertificates = []string{"false", "N/A", "false", "N/A"}
)

// CredentialReport writes the decoded credential report: CSV of 22 columns, the
// root user first.
func CredentialReport(w io.Writer, o Options) error {
	a := newAccount(o)
	out := csv.NewWriter(w)
	// The writer keeps its first error, which Flush leaves in Error.
	_ = out.Write(credentialColumns)
	_ = out.Write(a.rootCredentials())
	for i := range o.Users {
		_ = out.Write(a.credentials(i))
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write the credential report: %w", err)
	}
	return nil
}

func (a *account) rootCredentials() []string {
	created, used := a.rootTimes()
	return slices.Concat(
		[]string{"<root_account>", "arn:aws:iam::" + a.id + ":root", created},
		[]string{"not_supported", used, "not_supported", "not_supported", "true"},
		noKey, noKey, noCertificates,
	)
}

// rootTimes are when the account was made and when its root user last signed in.
func (a *account) rootTimes() (created, used string) {
	r := a.random("root", 0)
	return stamp(a.ago(r, 2600, 3000)), stamp(a.ago(r, 200, 300))
}

func (a *account) credentials(i int) []string {
	f := a.userFacts(i)
	r := a.random("credentials", i)
	password, key := noPassword, noKey
	if f.password {
		password = []string{"true", stamp(a.ago(r, 0, 40)), stamp(a.ago(r, 41, 80)), stamp(a.AsOf.AddDate(0, 0, r.between(5, 45)))}
	}
	if f.key {
		rotated := a.ago(r, 41, 80)
		if f.problem == accessKeyOld {
			rotated = a.ago(r, 400, 1500)
		}
		key = []string{"true", stamp(rotated), stamp(a.ago(r, 0, 40)), r.pick(regions), r.pick([]string{"dynamodb", "ec2", "s3", "sts"})}
	}
	return slices.Concat([]string{f.name, f.arn, stamp(f.created)}, password, []string{strconv.FormatBool(f.mfa)}, key, noKey, noCertificates)
}

type mfaDevice struct {
	SerialNumber string
	User         mfaUser
	EnableDate   string
}

type mfaUser struct {
	Path       string `json:",omitempty"`
	UserName   string `json:",omitempty"`
	UserID     string `json:"UserId"`
	Arn        string
	CreateDate string
}

// VirtualMFADevices writes what "aws iam list-virtual-mfa-devices" prints: the
// devices of the users who have one. That of the root user is a security key.
func VirtualMFADevices(w io.Writer, o Options) error {
	if err := writeLists(w, o.Compact, list{"VirtualMFADevices", newAccount(o).mfaDevices()}); err != nil {
		return fmt.Errorf("write virtual MFA devices: %w", err)
	}
	return nil
}

func (a *account) mfaDevices() iter.Seq[any] {
	return func(yield func(any) bool) {
		for i := range a.Users {
			f := a.userFacts(i)
			if !f.mfa {
				continue
			}
			device := mfaDevice{a.arn("mfa", "/", f.name), mfaUser{f.path, f.name, f.id, f.arn, stamp(f.created)}, stamp(f.created.AddDate(0, 0, 1))}
			if !yield(device) {
				return
			}
		}
	}
}
