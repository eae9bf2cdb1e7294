package account

import (
	"fmt"
	"go/token"
	"time"
)

// An Account is one account's exports, read and merged. A nil part was not
// exported.
type Account struct {
	ID    string // 12 digits, "" when nothing tells
	Alias string
	Files []*File // in order of path

	AuthorizationDetails *AuthorizationDetails
	CredentialReport     *CredentialReport
	Summary              *Summary
	PasswordPolicy       *PasswordPolicy
	VirtualMFADevices    *MFADevices
	MFADevices           *MFADevices
	ServerCertificates   *ServerCertificates
	ServiceCredentials   *ServiceCredentials
	Contacts             *Contacts
	Analyzers            *Analyzers
	AnalyzerFindings     *AnalyzerFindings
	Organization         *Organization

	OrganizationPolicies    *OrganizationPolicies
	OrganizationTree        *OrganizationTree
	EffectivePolicies       *EffectivePolicies
	DelegatedAdministrators *DelegatedAdministrators
	TrustedServices         *TrustedServices

	Trail              *Trail
	Resources          *Resources
	BucketACLs         *BucketACLs
	PublicAccessBlocks *PublicAccessBlocks
	FunctionURLs       *FunctionURLs
	EndpointServices   *EndpointServices
	ListedRoles        *ListedRoles
	ServiceAccesses    *ServiceAccesses
	Workloads          *Workloads
	Instances          *Instances
	SageMakerDomains   *SageMakerDomains
	AnywhereProfiles   *AnywhereProfiles
	IdentityProviders  *IdentityProviders
	Documents          *Documents // nil when there is not one policy document
	Clock              *Clock     // nil when no export tells the time

	FileSet *token.FileSet // holds each file of the set as one token.File

	outer  *Account // whose exports tell of the organization, nil for the account's own
	folder string   // of the files, where no account is known
}

// Borrowed are files of another account that tell of the organization of this one.
func (a *Account) Borrowed() []*File {
	if a.outer == nil {
		return nil
	}
	return a.outer.Files
}

// A Set is what Load found.
type Set struct {
	Accounts []*Account // in order of id, then of folder
	Errors   []*Error   // in order of path and place
	Skipped  []string   // files in folders that are not exports
}

// Options are how Load reads.
type Options struct {
	AsOf time.Time // overrides what the exports tell; zero for none
	// Stdin is the text of standard input, for the path "-".
	Stdin []byte
	// Texts take the place of the files at these paths, as if they were stored there.
	Texts map[string][]byte
	Hash  bool // compute File.SHA256
	// Progress is told how many of the files were read, also side by side; nil for nobody.
	Progress func(done, all int)
	// Lenient skips named files that are not exports instead of refusing them
	// (pre-commit names every changed file).
	Lenient bool
}

// An Error is an input that could not be read.
type Error struct {
	Path         string
	Line, Column int // 1-based, code points; 1:1 for the whole file
	Message      string
}

// Title names the account for people.
func (a *Account) Title() string {
	switch {
	case a.ID == "":
		return fmt.Sprintf("without an id in %q", a.folder)
	case a.Alias != "":
		return fmt.Sprintf("%s (%q)", a.ID, a.Alias)
	}
	return a.ID
}
