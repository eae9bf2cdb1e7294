package account

import (
	"errors"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/iamlint/iamlint/catalog"
	"github.com/iamlint/iamlint/rules/rule"
)

// Exports is the analyzer whose result is the *Account being linted; the
// driver seeds it. Rules require the providers below instead.
var Exports = &analysis.Analyzer{
	Name:       "exports",
	Doc:        "exports holds the account; the driver seeds it",
	Run:        func(*analysis.Pass) (any, error) { return nil, errors.New("exports was not seeded by the driver") },
	ResultType: reflect.TypeFor[*Account](),
}

// Catalog is the analyzer whose result is the *catalog.Catalog of this run; the
// driver seeds it.
var Catalog = &analysis.Analyzer{
	Name:       "catalog",
	Doc:        "catalog holds the facts about AWS; the driver seeds it",
	Run:        func(*analysis.Pass) (any, error) { return nil, errors.New("catalog was not seeded by the driver") },
	ResultType: reflect.TypeFor[*catalog.Catalog](),
}

// CatalogOf returns the facts about AWS for a rule that requires Catalog.
func CatalogOf(pass *analysis.Pass) *catalog.Catalog {
	return pass.ResultOf[Catalog].(*catalog.Catalog)
}

// The providers. Each result is a pointer to the type of the same name; an
// account without such an export makes the rules that require it not evaluated.
var (
	AuthorizationDetailsProvider = provider("authorization_details", "authorization details",
		func(a *Account) *AuthorizationDetails { return a.AuthorizationDetails })
	CredentialReportProvider = provider("credential_report", "credential report",
		func(a *Account) *CredentialReport { return a.CredentialReport })
	SummaryProvider = provider("account_summary", "account summary",
		func(a *Account) *Summary { return a.Summary })
	PasswordPolicyProvider = provider("password_policy", "password policy",
		func(a *Account) *PasswordPolicy { return a.PasswordPolicy })
	VirtualMFADevicesProvider = provider("virtual_mfa_devices", "list of virtual MFA devices",
		func(a *Account) *MFADevices { return a.VirtualMFADevices })
	ServerCertificatesProvider = provider("server_certificates", "list of server certificates",
		func(a *Account) *ServerCertificates { return a.ServerCertificates })
	ServiceCredentialsProvider = provider("service_credentials", "list of service-specific credentials",
		func(a *Account) *ServiceCredentials { return a.ServiceCredentials })
	ContactsProvider = provider("contacts", "account contacts",
		func(a *Account) *Contacts { return a.Contacts })
	AnalyzersProvider = provider("access_analyzers", "list of access analyzers",
		func(a *Account) *Analyzers { return a.Analyzers })
	AnalyzerFindingsProvider = provider("access_analyzer_findings", "findings of access analyzers",
		func(a *Account) *AnalyzerFindings { return a.AnalyzerFindings })
	OrganizationProvider = provider("organization", "description of the organization",
		func(a *Account) *Organization { return a.Organization })
	OrganizationPoliciesProvider = provider("organization_policies", "policies of the organization",
		func(a *Account) *OrganizationPolicies { return a.OrganizationPolicies })
	OrganizationTreeProvider = provider("organization_tree", "structure of the organization",
		func(a *Account) *OrganizationTree { return a.OrganizationTree })
	EffectivePoliciesProvider = provider("effective_policies", "effective policies of the organization",
		func(a *Account) *EffectivePolicies { return a.EffectivePolicies })
	DelegatedAdministratorsProvider = provider("delegated_administrators", "list of delegated administrators",
		func(a *Account) *DelegatedAdministrators { return a.DelegatedAdministrators })
	TrustedServicesProvider = provider("trusted_services", "list of services that the organization trusts",
		func(a *Account) *TrustedServices { return a.TrustedServices })
	// GuardrailsProvider says exactly which export is missing.
	GuardrailsProvider = &analysis.Analyzer{
		Name:       "guardrails",
		Doc:        "guardrails provides the organization policies that bind the account",
		Requires:   []*analysis.Analyzer{Exports},
		ResultType: reflect.TypeFor[*Guardrails](),
		Run: func(pass *analysis.Pass) (any, error) {
			return pass.ResultOf[Exports].(*Account).Guardrails()
		},
	}
	TrailProvider = provider("cloudtrail", "CloudTrail events",
		func(a *Account) *Trail { return a.Trail })
	ResourcesProvider = provider("resource_policies", "resource policies",
		func(a *Account) *Resources { return a.Resources })
	BucketACLsProvider = provider("bucket_acls", "access control lists of buckets",
		func(a *Account) *BucketACLs { return a.BucketACLs })
	PublicAccessBlocksProvider = provider("public_access_blocks", "S3 public access block settings",
		func(a *Account) *PublicAccessBlocks { return a.PublicAccessBlocks })
	FunctionURLsProvider = provider("function_urls", "configurations of function URLs",
		func(a *Account) *FunctionURLs { return a.FunctionURLs })
	EndpointServicesProvider = provider("endpoint_services", "permissions of VPC endpoint services",
		func(a *Account) *EndpointServices { return a.EndpointServices })
	ListedRolesProvider = provider("listed_roles", "list of roles (iam list-roles)",
		func(a *Account) *ListedRoles { return a.ListedRoles })
	ServiceAccessesProvider = provider("service_last_accessed", "reports of the services last accessed",
		func(a *Account) *ServiceAccesses { return a.ServiceAccesses })
	WorkloadsProvider = provider("workloads", "lists of what runs with roles",
		func(a *Account) *Workloads { return a.Workloads })
	InstancesProvider = provider("ec2_instances", "list of EC2 instances",
		func(a *Account) *Instances { return a.Instances })
	SageMakerDomainsProvider = provider("sagemaker_domains", "descriptions of SageMaker domains",
		func(a *Account) *SageMakerDomains { return a.SageMakerDomains })
	AnywhereProfilesProvider = provider("rolesanywhere_profiles", "profiles of IAM Roles Anywhere",
		func(a *Account) *AnywhereProfiles { return a.AnywhereProfiles })
	IdentityProvidersProvider = provider("identity_providers", "lists of identity providers",
		func(a *Account) *IdentityProviders { return a.IdentityProviders })
	DocumentsProvider = provider("policy_documents", "policy documents",
		func(a *Account) *Documents { return a.Documents })
	ClockProvider = provider("clock", "date of the exports (--as-of)",
		func(a *Account) *Clock { return a.Clock })
	RootProvider = provider("root_user", "account summary or the credential report",
		func(a *Account) *Root { return a.root() })
)

// PrincipalsProvider provides the *Principals of the account.
var PrincipalsProvider = &analysis.Analyzer{
	Name:       "principals",
	Doc:        "principals provides the users and roles with all policies that apply to them",
	Requires:   []*analysis.Analyzer{AuthorizationDetailsProvider, HoldersProvider},
	ResultType: reflect.TypeFor[*Principals](),
	Run: func(pass *analysis.Pass) (any, error) {
		return Of[Holders](pass, HoldersProvider).principals(), nil
	},
}

// Of returns the result of a provider for a rule that requires it.
func Of[T any](pass *analysis.Pass, p *analysis.Analyzer) *T { return pass.ResultOf[p].(*T) }

// provider makes an analyzer that hands out one part of the account.
func provider[T any](name, needs string, part func(*Account) *T) *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       name,
		Doc:        name + " provides the " + needs,
		Requires:   []*analysis.Analyzer{Exports},
		ResultType: reflect.TypeFor[*T](),
		Run: func(pass *analysis.Pass) (any, error) {
			value := part(pass.ResultOf[Exports].(*Account))
			if value == nil {
				return nil, rule.NoInput(needs)
			}
			return value, nil
		},
	}
}
