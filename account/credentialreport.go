package account

import "time"

// A CredentialReport is the newest credential report of an account.
type CredentialReport struct {
	File *File
	Time time.Time // GeneratedTime; zero for a bare CSV
	Root *Credentials
	Rows []*Credentials // users, without root

	// Earlier reports of the same account, oldest first.
	Earlier []*CredentialReport
}

// User finds the row of a user by name, nil when there is none.
func (r *CredentialReport) User(name string) *Credentials {
	for _, row := range r.Rows {
		if row.User.Value == name {
			return row
		}
	}
	return nil
}

// Credentials is a row of the credential report. A cell that says N/A,
// no_information or not_supported is absent as a date or boolean, and its text
// is kept where that matters.
type Credentials struct {
	File *File
	Span Span // of the row
	User Text
	ARN  Text

	Create           Time
	PasswordEnabled  Cell[bool]
	PasswordLastUsed Cell[time.Time]
	PasswordChanged  Cell[time.Time]
	PasswordRotation Cell[time.Time]
	MFAActive        Cell[bool]
	Keys             [2]KeyCredential
	Certificates     [2]CertificateCredential
}

// At is the place of a span of the row's file.
func (c *Credentials) At(s Span) Place { return c.File.At(s) }

// KeyCredential is an access key in the credential report.
type KeyCredential struct {
	Number   int // 1 or 2
	Active   Cell[bool]
	Rotated  Cell[time.Time] // created or last switched
	LastUsed Cell[time.Time]
	Region   Cell[string]
	Service  Cell[string]
}

// Exists says whether there is such a key, active or not.
func (k KeyCredential) Exists() bool { return k.Rotated.Known }

// CertificateCredential is a signing certificate in the credential report.
type CertificateCredential struct {
	Number  int
	Active  Cell[bool]
	Rotated Cell[time.Time]
}

// A Cell is a value of the CSV. Known is false for N/A, no_information,
// not_supported and an empty cell; Raw tells them apart.
type Cell[T any] struct {
	Value T
	Known bool
	Raw   string
	Span  Span
}
