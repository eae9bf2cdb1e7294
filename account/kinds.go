package account

// Kind is the kind of an export.
type Kind uint8

// The kinds that Load tells apart by content.
const (
	UnknownKind Kind = iota
	AuthorizationDetailsKind
	CredentialReportKind
	SummaryKind
	PasswordPolicyKind
	VirtualMFADevicesKind
	MFADevicesKind
	ServerCertificatesKind
	ServiceCredentialsKind
	ContactKind
	AnalyzersKind
	AnalyzerFindingsKind
	RegionsKind
	OrganizationKind
	OrganizationFeaturesKind
	OrganizationPoliciesKind
	PolicyTargetsKind
	OrganizationTreeKind
	EffectivePolicyKind
	DelegatedAdministratorsKind
	DelegatedServicesKind
	TrustedServicesKind
	TrailKind
	PolicyDocumentKind
	ResourcePoliciesKind
	BucketACLKind
	PublicAccessBlockKind
	AccessPointKind
	FunctionURLsKind
	EndpointServicesKind
	EndpointPermissionsKind
	RolesKind
	ServiceAccessKind
	WorkloadsKind
	SageMakerDomainKind
	AnywhereProfilesKind
	IdentityProvidersKind
	AliasesKind
	ManifestKind
)

var kindNames = [...]string{
	"unknown", "authorization-details", "credential-report", "account-summary", "password-policy",
	"virtual-mfa-devices", "mfa-devices", "server-certificates", "service-specific-credentials", "account-contact",
	"access-analyzers", "access-analyzer-findings", "regions", "organization", "organization-features",
	"organization-policies", "organization-policy-targets", "organization-tree", "effective-policy",
	"delegated-administrators", "delegated-services", "trusted-services",
	"cloudtrail", "policy-document", "resource-policies", "bucket-acl", "public-access-block", "access-point",
	"function-urls", "endpoint-services", "endpoint-permissions",
	"roles", "service-last-accessed", "workloads", "sagemaker-domain", "rolesanywhere-profiles", "identity-providers",
	"account-aliases", "manifest",
}

func (k Kind) String() string { return kindNames[k] }

// KindNames are the names of all kinds that hold something to lint.
func KindNames() []string {
	return append([]string(nil), kindNames[AuthorizationDetailsKind:ManifestKind]...)
}
