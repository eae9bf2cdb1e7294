package account

import (
	"bytes"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/internal/jsontape"
)

// A shape tells a kind of export by its top-level keys.
type shape struct {
	kind Kind
	keys []string // all of them stand at the top level
	// within must be a key of the object under keys[0], or of the first element of
	// the list, if that is not empty; it tells equal keys of different commands apart.
	within string
}

// shapes in order of precedence. The keys are those of the AWS CLI's output.
var shapes = []shape{
	{AuthorizationDetailsKind, []string{"UserDetailList"}, ""},
	{AuthorizationDetailsKind, []string{"RoleDetailList"}, ""},
	{AuthorizationDetailsKind, []string{"GroupDetailList"}, ""},
	{AuthorizationDetailsKind, []string{"Policies"}, "PolicyVersionList"},
	{CredentialReportKind, []string{"Content"}, ""},
	{SummaryKind, []string{"SummaryMap"}, ""},
	{PasswordPolicyKind, []string{"PasswordPolicy"}, ""},
	{VirtualMFADevicesKind, []string{"VirtualMFADevices"}, ""},
	{MFADevicesKind, []string{"MFADevices"}, ""},
	{ServerCertificatesKind, []string{"ServerCertificateMetadataList"}, ""},
	{ServiceCredentialsKind, []string{"ServiceSpecificCredentials"}, ""},
	{ContactKind, []string{"AlternateContact"}, ""},
	{ContactKind, []string{"ContactInformation"}, ""},
	{AnalyzersKind, []string{"analyzers"}, "arn"},
	{AnalyzerFindingsKind, []string{"findings"}, "resourceType"},
	{RegionsKind, []string{"Regions"}, "RegionName"},
	{OrganizationKind, []string{"Organization"}, ""},
	{OrganizationFeaturesKind, []string{"EnabledFeatures"}, ""},
	{OrganizationPoliciesKind, []string{"Policies"}, "AwsManaged"},
	{OrganizationPoliciesKind, []string{"Policy"}, "PolicySummary"},
	{PolicyTargetsKind, []string{"Targets"}, "TargetId"},
	{OrganizationTreeKind, []string{"Roots"}, "PolicyTypes"},
	{OrganizationTreeKind, []string{"OrganizationalUnits"}, "Id"},
	{OrganizationTreeKind, []string{"OrganizationalUnit"}, "Id"},
	{OrganizationTreeKind, []string{"Accounts"}, "JoinedMethod"},
	{OrganizationTreeKind, []string{"Account"}, "JoinedMethod"},
	{OrganizationTreeKind, []string{"Parents"}, "Type"},
	{OrganizationTreeKind, []string{"Children"}, "Type"},
	{EffectivePolicyKind, []string{"EffectivePolicy"}, "PolicyContent"},
	{DelegatedAdministratorsKind, []string{"DelegatedAdministrators"}, ""},
	{DelegatedServicesKind, []string{"DelegatedServices"}, ""},
	{TrustedServicesKind, []string{"EnabledServicePrincipals"}, ""},
	{TrailKind, []string{"Events"}, "CloudTrailEvent"},
	{TrailKind, []string{"Records"}, "eventSource"},
	{BucketACLKind, []string{"Grants", "Owner"}, "Permission"},
	{AccessPointKind, []string{"PublicAccessBlockConfiguration", "Bucket", "NetworkOrigin"}, ""},
	{PublicAccessBlockKind, []string{"PublicAccessBlockConfiguration"}, ""},
	{FunctionURLsKind, []string{"FunctionUrlConfigs"}, ""},
	{FunctionURLsKind, []string{"FunctionUrl", "FunctionArn", "AuthType"}, ""},
	{EndpointServicesKind, []string{"ServiceConfigurations"}, "ServiceId"},
	{EndpointPermissionsKind, []string{"AllowedPrincipals"}, "Principal"},
	{RolesKind, []string{"Roles"}, "AssumeRolePolicyDocument"},
	{RolesKind, []string{"Role"}, "AssumeRolePolicyDocument"},
	{ServiceAccessKind, []string{"JobStatus", "JobCreationDate"}, ""},
	{SageMakerDomainKind, []string{"DomainArn", "AuthMode"}, ""},
	{AnywhereProfilesKind, []string{"profiles"}, "profileArn"},
	{IdentityProvidersKind, []string{"OpenIDConnectProviderList"}, ""},
	{IdentityProvidersKind, []string{"SAMLProviderList"}, ""},
	{AliasesKind, []string{"AccountAliases"}, ""},
	{ManifestKind, []string{"files", "schemaVersion", "tool"}, ""},
	{PolicyDocumentKind, []string{"Statement"}, ""},
}

// commonKeys stand in files of other programs, too: with an empty list behind
// them they tell nothing, unless the manifest tells what the file is.
var commonKeys = []string{"Account", "Accounts", "Children", "Parents", "Roles", "Roots", "profiles"}

// detect tells the kind of one JSON value of a file; told says that the
// manifest knows it for an export, so that an empty list is enough.
func detect(t *jsontape.Tape, root jsontape.Node, told bool) Kind {
	if t.Kind(root) != jsontape.Object {
		return UnknownKind
	}
	for _, s := range shapes {
		if s.matches(t, root, told) {
			return s.kind
		}
	}
	if _, ok := findWorkloads(t, root, told); ok {
		return WorkloadsKind
	}
	if _, ok := findResources(t, root, told); ok {
		return ResourcePoliciesKind
	}
	if findWrapper(t, root) != nil {
		return PolicyDocumentKind
	}
	return UnknownKind
}

func (s shape) matches(t *jsontape.Tape, root jsontape.Node, told bool) bool {
	for _, key := range s.keys {
		if _, ok := t.Member(root, key); !ok {
			return false
		}
	}
	if s.within == "" {
		return true
	}
	list, _ := t.Member(root, s.keys[0])
	if t.Kind(list) == jsontape.Object {
		_, ok := t.Member(list, s.within)
		return ok
	}
	for element := range t.Elements(list) {
		_, ok := t.Member(element, s.within)
		return ok
	}
	// An empty list is an answer, too, unless other commands have it as well.
	return t.Kind(list) == jsontape.Array && s.kind != AuthorizationDetailsKind && (told || !slices.Contains(commonKeys, s.keys[0]))
}

// isExportKey says whether a top-level key is one of an export, to judge a
// file that breaks off before its kind is certain.
func isExportKey(key string) bool {
	switch key {
	case "Version", "Id", "PolicyDocument", "AssumeRolePolicyDocument", "PolicyInJson", "VpcEndpoints", "resourcePolicies", "DomainStatus":
		return true
	}
	if key == "files" || key == "findings" || key == "Content" || slices.Contains(commonKeys, key) {
		return false
	}
	return slices.ContainsFunc(shapes, func(s shape) bool { return s.keys[0] == key })
}

// isCredentialCSV says whether a text begins with the header of a credential report.
func isCredentialCSV(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	if len(line) > 2048 || !bytes.ContainsRune(line, ',') {
		return false
	}
	columns := strings.Split(strings.TrimSpace(string(line)), ",")
	return slices.Contains(columns, "user") && slices.Contains(columns, "arn") &&
		(slices.Contains(columns, "user_creation_time") || slices.Contains(columns, "password_enabled") || slices.Contains(columns, "mfa_active"))
}

// isErrorText says whether a text is an error message of the AWS CLI.
func isErrorText(head []byte) bool {
	return bytes.HasPrefix(head, []byte("An error occurred (")) || bytes.HasPrefix(head, []byte("aws: [ERROR]: An error occurred ("))
}
