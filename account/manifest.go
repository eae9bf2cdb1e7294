package account

import (
	"path"

	"github.com/tidwall/gjson"
)

// ManifestName is the file that iamlint export-commands writes beside the
// exports. It is known by its content, as all files are.
const ManifestName = "iamlint-export.json"

// A manifest says what each file of a folder is, because some answers of AWS
// name no account, region or resource.
type manifest struct {
	file    *File
	account Text
	entries []manifestEntry
}

type manifestEntry struct {
	path     Text
	command  Text // for example "iam get-account-summary"
	account  Text
	region   Text
	resource Text
	time     Time
}

func readManifest(r *responseReader, root gjson.Result) any {
	m := &manifest{file: r.file}
	for key, value := range r.members(root) {
		switch key {
		case "schemaVersion":
			if version := r.integer(value); version.Present() && version.Value != 1 {
				r.fail(version.Span, "schemaVersion is %d, expected 1", version.Value)
			}
		case "account":
			m.account = r.accountID(value)
		case "files":
			for element := range r.elements(value) {
				var e manifestEntry
				for name, v := range r.members(element) {
					switch name {
					case "path":
						e.path = r.text(v)
					case "command":
						e.command = r.text(v)
					case "account":
						e.account = r.accountID(v)
					case "region":
						e.region = r.text(v)
					case "resource":
						e.resource = r.text(v)
					case "time":
						e.time = r.time(v)
					}
				}
				if r.err == nil && e.path.Value == "" {
					r.fail(r.span(element), "a file without its path")
				}
				if !e.account.Present() {
					e.account = m.account
				}
				m.entries = append(m.entries, e)
			}
		}
	}
	return m
}

func (r *responseReader) accountID(v gjson.Result) Text {
	id := r.text(v)
	if id.Present() && id.Value != "" && !isAccountID(id.Value) {
		r.fail(id.Span, "%q is not an account id of 12 digits", id.Value)
	}
	if id.Value == "" {
		return Text{}
	}
	return id
}

// commandKinds are the kinds with which commands answer; a command that is not
// here, or answers with a policy document, is not checked.
var commandKinds = map[string]Kind{
	"iam get-account-authorization-details":                  AuthorizationDetailsKind,
	"iam get-credential-report":                              CredentialReportKind,
	"iam get-account-summary":                                SummaryKind,
	"iam get-account-password-policy":                        PasswordPolicyKind,
	"iam list-virtual-mfa-devices":                           VirtualMFADevicesKind,
	"iam list-mfa-devices":                                   MFADevicesKind,
	"iam list-server-certificates":                           ServerCertificatesKind,
	"iam list-service-specific-credentials":                  ServiceCredentialsKind,
	"iam list-account-aliases":                               AliasesKind,
	"iam list-organizations-features":                        OrganizationFeaturesKind,
	"account get-contact-information":                        ContactKind,
	"account get-alternate-contact":                          ContactKind,
	"account list-regions":                                   RegionsKind,
	"ec2 describe-regions":                                   RegionsKind,
	"accessanalyzer list-analyzers":                          AnalyzersKind,
	"accessanalyzer list-findings":                           AnalyzerFindingsKind,
	"accessanalyzer list-findings-v2":                        AnalyzerFindingsKind,
	"organizations describe-organization":                    OrganizationKind,
	"apigateway get-rest-apis":                               ResourcePoliciesKind,
	"cloudformation describe-stacks":                         WorkloadsKind,
	"cloudtrail lookup-events":                               TrailKind,
	"codebuild batch-get-projects":                           WorkloadsKind,
	"glue get-dev-endpoints":                                 WorkloadsKind,
	"glue get-jobs":                                          WorkloadsKind,
	"iam get-service-last-accessed-details":                  ServiceAccessKind,
	"iam list-open-id-connect-providers":                     IdentityProvidersKind,
	"iam list-roles":                                         RolesKind,
	"iam list-saml-providers":                                IdentityProvidersKind,
	"ec2 describe-instances":                                 WorkloadsKind,
	"ec2 describe-vpc-endpoint-service-configurations":       EndpointServicesKind,
	"ec2 describe-vpc-endpoint-service-permissions":          EndpointPermissionsKind,
	"lambda list-function-url-configs":                       FunctionURLsKind,
	"lambda list-functions":                                  WorkloadsKind,
	"organizations describe-effective-policy":                EffectivePolicyKind,
	"organizations describe-policy":                          OrganizationPoliciesKind,
	"organizations list-accounts":                            OrganizationTreeKind,
	"organizations list-accounts-for-parent":                 OrganizationTreeKind,
	"organizations list-children":                            OrganizationTreeKind,
	"organizations list-aws-service-access-for-organization": TrustedServicesKind,
	"organizations list-delegated-administrators":            DelegatedAdministratorsKind,
	"organizations list-delegated-services-for-account":      DelegatedServicesKind,
	"organizations list-organizational-units-for-parent":     OrganizationTreeKind,
	"organizations list-parents":                             OrganizationTreeKind,
	"organizations list-policies":                            OrganizationPoliciesKind,
	"organizations list-policies-for-target":                 OrganizationPoliciesKind,
	"organizations list-roots":                               OrganizationTreeKind,
	"organizations list-targets-for-policy":                  PolicyTargetsKind,
	"rolesanywhere list-profiles":                            AnywhereProfilesKind,
	"s3api get-bucket-acl":                                   BucketACLKind,
	"s3api get-public-access-block":                          PublicAccessBlockKind,
	"s3control get-access-point":                             AccessPointKind,
	"s3control get-public-access-block":                      PublicAccessBlockKind,
	"sagemaker describe-domain":                              SageMakerDomainKind,
	"sagemaker describe-notebook-instance":                   WorkloadsKind,
}

// apply gives the files of the manifest what it says of them, and reports what
// contradicts it. Files that Load was not asked for may be absent.
func (m *manifest) apply(byPath map[string]*File, failed map[string]bool, folderWalked bool) []*Error {
	var errs []*Error
	for _, e := range m.entries {
		full := path.Join(path.Dir(m.file.Path), e.path.Value)
		f := byPath[full]
		kind, ok := commandKinds[e.command.Value]
		if ok && f != nil && f.Kind == UnknownKind {
			if err := f.fill(kind); err != nil {
				errs = append(errs, err)
				f.contradicted = true
				continue
			}
		}
		if f == nil || f.Kind == UnknownKind {
			if folderWalked && !failed[full] {
				fetch := ""
				if e.command.Value != "" {
					fetch = "; aws " + e.command.Value + " makes it"
				}
				errs = append(errs, m.file.errorAt(e.path.Span, "the manifest names %s, which is not there or is no export%s", e.path.Value, fetch))
			}
			continue
		}
		if ok && kind != f.Kind {
			errs = append(errs, m.file.errorAt(e.command.Span, "the manifest says that %s is the output of %s, but it holds %s", e.path.Value, e.command.Value, f.Kind))
			f.contradicted = true
			continue
		}
		if e.account.Present() {
			if f.AccountID != "" && f.AccountID != e.account.Value {
				errs = append(errs, m.file.errorAt(e.account.Span, "the manifest says that %s is of account %s, but its ARNs are of account %s", e.path.Value, e.account.Value, f.AccountID))
				f.contradicted = true
				continue
			}
			f.AccountID = e.account.Value
		}
		f.Region, f.Resource, f.Command = e.region.Value, e.resource.Value, e.command.Value
		if e.time.Present() {
			f.Time, f.timeFromManifest = e.time.Value, true
		}
		f.applyResource()
	}
	return errs
}

// applyResource hands what the manifest knows to content that was read before it.
func (f *File) applyResource() {
	switch content := f.export.(type) {
	case []page[any]:
		for _, p := range content {
			switch c := p.content.(type) {
			case *Contact:
				if c.Missing && f.Resource != "" {
					c.Type = Text{Value: f.Resource}
				}
			case []*AnalyzerFinding:
				for _, finding := range c {
					finding.Analyzer = f.Resource
				}
			}
		}
	case []*PolicyDocument:
		for _, doc := range content {
			if f.Resource == "" || doc.Owner.ARN != "" || doc.Owner.Type != "resource" && doc.Owner.Type != "document" {
				continue
			}
			doc.Owner.Name = f.Resource
			if arnPart(f.Resource, 0) != "" {
				doc.Owner.ARN = f.Resource
			}
		}
	}
}
