package account

import "time"

// A Summary is the SummaryMap of get-account-summary.
type Summary struct {
	File   *File
	Values map[string]Int // by key, for example AccountMFAEnabled
}

// A PasswordPolicy is the account's own password policy.
type PasswordPolicy struct {
	File *File
	// Missing says that the account has none (NoSuchEntity); nothing else is set then.
	Missing bool
	Span    Span // of the PasswordPolicy object, or of the error text

	MinimumLength                          Int
	Symbols, Numbers, Uppercase, Lowercase Bool
	AllowChange, Expire, HardExpiry        Bool
	MaxAge                                 Int // days
	ReusePrevention                        Int // passwords; absent means reuse is allowed
}

// An MFADevice is an entry of list-virtual-mfa-devices or list-mfa-devices.
type MFADevice struct {
	File    *File
	Span    Span
	Serial  Text // the ARN of a virtual or FIDO device, the serial number of a hardware token
	User    Text // user name; absent for root and for unassigned devices
	UserARN Text
	Enable  Time
}

// At is the place of the device's serial number.
func (d *MFADevice) At() Place { return d.File.At(d.Serial.Span) }

// MFADevices are devices of one kind of listing.
type MFADevices struct {
	Files   []*File
	Devices []*MFADevice
}

// A ServerCertificate is an entry of list-server-certificates.
type ServerCertificate struct {
	File       *File
	Span       Span
	Name, ARN  Text
	Expiration Time
}

// ServerCertificates are all of an account.
type ServerCertificates struct{ List []*ServerCertificate }

// A ServiceCredential is an entry of list-service-specific-credentials.
type ServiceCredential struct {
	File       *File
	Span       Span
	ID         Text
	User       Text
	Service    Text // for example codecommit.amazonaws.com
	Status     Text // Active or Inactive
	Create     Time
	Expiration Time // absent when it never expires
}

// ServiceCredentials are all of an account.
type ServiceCredentials struct{ List []*ServiceCredential }

// A Contact is what get-contact-information or get-alternate-contact tells.
type Contact struct {
	File *File
	Span Span
	Type Text // SECURITY, BILLING or OPERATIONS; absent for the account's own
	// Missing says that AWS answered that there is no such contact.
	Missing bool
	Fields  map[string]Text // FullName, EmailAddress, PhoneNumber, AddressLine1, ...
}

// Contacts are those of an account; a nil entry was not exported.
type Contacts struct {
	Account   *Contact
	Alternate map[string]*Contact // by SECURITY, BILLING, OPERATIONS
}

// An Analyzer is an entry of accessanalyzer list-analyzers.
type Analyzer struct {
	File   *File
	Span   Span
	Name   Text
	ARN    Text
	Type   Text // ACCOUNT, ORGANIZATION, ACCOUNT_UNUSED_ACCESS, ...
	Status Text // ACTIVE, ...
	Region string
	Tags   []Tag
}

// External says whether the analyzer looks for access from outside.
func (a *Analyzer) External() bool {
	return a.Type.Value == "ACCOUNT" || a.Type.Value == "ORGANIZATION"
}

// An AnalyzerFinding is an entry of accessanalyzer list-findings or list-findings-v2.
type AnalyzerFinding struct {
	File     *File
	Span     Span
	ID       Text
	Resource Text
	Status   Text   // ACTIVE, ARCHIVED or RESOLVED
	Type     Text   // ExternalAccess, UnusedIAMRole, ...; absent from list-findings
	Analyzer string // ARN, when the export tells
}

// Analyzers are the analyzers of an account over all exported regions.
type Analyzers struct {
	List []*Analyzer
	// Regions that an export of analyzers covers, with the place of each export.
	Regions map[string]Place
	// Unplaced are empty listings whose region nothing tells.
	Unplaced []Place
	// Enabled are the regions of the account, from account list-regions or ec2
	// describe-regions; nil when not exported.
	Enabled     []Text
	EnabledFile *File
}

// AnalyzerFindings are the exported findings of analyzers.
type AnalyzerFindings struct{ List []*AnalyzerFinding }

// A Clock is the day that the exports of an account speak of.
type Clock struct {
	Time   time.Time
	Source string // "--as-of", "manifest" or "GeneratedTime of <path>"
}

// Age is the time from t to the clock.
func (c *Clock) Age(t time.Time) time.Duration { return c.Time.Sub(t) }

// Days is the age of t in whole days.
func (c *Clock) Days(t time.Time) int { return int(c.Age(t) / (24 * time.Hour)) }

// An Event is a CloudTrail event, of those that root or a long-term access key caused.
type Event struct {
	File      *File
	Span      Span
	ID        string
	Name      Text   // eventName
	Service   string // eventSource, for example iam.amazonaws.com
	Time      time.Time
	Root      bool
	AccessKey string // accessKeyId, "" for a console session
	UserName  string
	UserARN   string
	SourceIP  string
	UserAgent string
	ByService bool // AWS acted on the identity's behalf, or for itself
	Failed    bool // errorCode is set
}

// Trail is the exported CloudTrail events of an account, in order of time, then of place.
type Trail struct {
	Files  []*File
	Events []*Event
}

// Root is what the exports tell of the root user: the account summary and the
// credential report, either of which may be missing.
type Root struct {
	ARN     string // "" when no export tells the account
	Summary *Summary
	Row     *Credentials
	// PasswordPresent is false where the exports say that root has no password
	// (centrally managed member accounts, GovCloud); true when they do not tell.
	PasswordPresent bool
	MFA             Fact
	AccessKeys      Fact
}

// A Fact is yes, no or unknown, with the place that tells.
type Fact struct {
	Value bool
	Known bool
	At    Place
}
