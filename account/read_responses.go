package account

import (
	"regexp"
	"strings"

	"github.com/tidwall/gjson"

	"github.com/iamlint/iamlint/internal/jsontape"
)

// readResponses reads the small responses of a file, one for each JSON value.
func (f *File) readResponses(roots []jsontape.Node) *Error {
	text, tape := f.Text, f.tape
	var pages []page[any]
	for _, root := range roots {
		span := tape.Span(root)
		truncated, list := truncation(tape, root), listKey(tape, root)
		r := &responseReader{file: f, base: int(span.Start)}
		content := f.readResponse(r, gjson.ParseBytes(text[span.Start:span.End]))
		if r.err != nil {
			return r.err
		}
		pages = append(pages, page[any]{content, truncated, list})
		if f.Kind == CredentialReportKind {
			if len(roots) > 1 {
				return errorAt(f.Path, text, int(tape.Span(roots[1]).Start), "a second credential report in one file")
			}
			return nil // f.export is the report
		}
	}
	f.export = pages
	return nil
}

func (f *File) readResponse(r *responseReader, root gjson.Result) any {
	switch f.Kind {
	case CredentialReportKind:
		f.readWrappedReport(r, root)
	case SummaryKind:
		return readSummary(r, root)
	case PasswordPolicyKind:
		return readPasswordPolicy(r, root)
	case ServerCertificatesKind:
		return readServerCertificates(r, root)
	case ServiceCredentialsKind:
		return readServiceCredentials(r, root)
	case ContactKind:
		return readContact(r, root)
	case AnalyzersKind:
		return readAnalyzers(r, root)
	case AnalyzerFindingsKind:
		return readAnalyzerFindings(r, root)
	case RegionsKind:
		return readRegions(r, root)
	case OrganizationKind:
		return readOrganization(r, root)
	case OrganizationFeaturesKind:
		return readOrganizationFeatures(r, root)
	case BucketACLKind:
		return readBucketACL(r, root)
	case PublicAccessBlockKind:
		return readPublicAccessBlock(r, root)
	case AccessPointKind:
		return readAccessPoint(r, root)
	case FunctionURLsKind:
		return readFunctionURLs(r, root)
	case EndpointServicesKind:
		return readEndpointServices(r, root)
	case EndpointPermissionsKind:
		return readEndpointPermissions(r, root)
	case OrganizationTreeKind:
		return readNodes(r, root)
	case PolicyTargetsKind:
		return readTargets(r, root)
	case DelegatedAdministratorsKind:
		return readDelegatedAdministrators(r, root)
	case DelegatedServicesKind:
		return readServicePrincipals(r, root, "DelegatedServices")
	case TrustedServicesKind:
		return readServicePrincipals(r, root, "EnabledServicePrincipals")
	case AliasesKind:
		return readAliases(r, root)
	case ManifestKind:
		return readManifest(r, root)
	}
	return nil
}

func readSummary(r *responseReader, root gjson.Result) any {
	s := &Summary{File: r.file, Values: make(map[string]Int)}
	for key, value := range r.members(root) {
		if key != "SummaryMap" {
			continue
		}
		for name, n := range r.members(value) {
			s.Values[name] = r.integer(n)
		}
	}
	return s
}

func readPasswordPolicy(r *responseReader, root gjson.Result) any {
	p := &PasswordPolicy{File: r.file}
	for key, value := range r.members(root) {
		if key != "PasswordPolicy" {
			continue
		}
		p.Span = r.span(value)
		for name, v := range r.members(value) {
			switch name {
			case "MinimumPasswordLength":
				p.MinimumLength = r.integer(v)
			case "RequireSymbols":
				p.Symbols = r.boolean(v)
			case "RequireNumbers":
				p.Numbers = r.boolean(v)
			case "RequireUppercaseCharacters":
				p.Uppercase = r.boolean(v)
			case "RequireLowercaseCharacters":
				p.Lowercase = r.boolean(v)
			case "AllowUsersToChangePassword":
				p.AllowChange = r.boolean(v)
			case "ExpirePasswords":
				p.Expire = r.boolean(v)
			case "MaxPasswordAge":
				p.MaxAge = r.integer(v)
			case "PasswordReusePrevention":
				p.ReusePrevention = r.integer(v)
			case "HardExpiry":
				p.HardExpiry = r.boolean(v)
			}
		}
	}
	return p
}

func readServerCertificates(r *responseReader, root gjson.Result) any {
	var list []*ServerCertificate
	for key, value := range r.members(root) {
		if key != "ServerCertificateMetadataList" {
			continue
		}
		for element := range r.elements(value) {
			c := &ServerCertificate{File: r.file, Span: r.span(element)}
			for name, v := range r.members(element) {
				switch name {
				case "ServerCertificateName":
					c.Name = r.text(v)
				case "Arn":
					c.ARN = r.text(v)
				case "Expiration":
					c.Expiration = r.time(v)
				}
			}
			list = append(list, c)
		}
	}
	return list
}

func readServiceCredentials(r *responseReader, root gjson.Result) any {
	var list []*ServiceCredential
	for key, value := range r.members(root) {
		if key != "ServiceSpecificCredentials" {
			continue
		}
		for element := range r.elements(value) {
			c := &ServiceCredential{File: r.file, Span: r.span(element)}
			for name, v := range r.members(element) {
				switch name {
				case "ServiceSpecificCredentialId":
					c.ID = r.text(v)
				case "UserName":
					c.User = r.text(v)
				case "ServiceName":
					c.Service = r.text(v)
				case "Status":
					c.Status = r.text(v)
				case "CreateDate":
					c.Create = r.time(v)
				case "ExpirationDate":
					c.Expiration = r.time(v)
				}
			}
			list = append(list, c)
		}
	}
	return list
}

func readContact(r *responseReader, root gjson.Result) any {
	c := &Contact{File: r.file, Fields: make(map[string]Text)}
	for key, value := range r.members(root) {
		if key != "AlternateContact" && key != "ContactInformation" {
			continue
		}
		c.Span = r.span(value)
		for name, v := range r.members(value) {
			if name == "AlternateContactType" {
				c.Type = r.text(v)
			} else {
				c.Fields[name] = r.text(v)
			}
		}
		if key == "AlternateContact" && r.err == nil && !c.Type.Present() {
			r.fail(c.Span, "an alternate contact without AlternateContactType")
		}
	}
	return c
}

func readAnalyzers(r *responseReader, root gjson.Result) any {
	list := []*Analyzer{}
	for key, value := range r.members(root) {
		if key != "analyzers" {
			continue
		}
		for element := range r.elements(value) {
			a := &Analyzer{File: r.file, Span: r.span(element)}
			for name, v := range r.members(element) {
				switch name {
				case "arn":
					a.ARN = r.text(v)
				case "name":
					a.Name = r.text(v)
				case "type":
					a.Type = r.text(v)
				case "status":
					a.Status = r.text(v)
				case "tags":
					a.Tags = r.tags(v)
				}
			}
			a.Region = arnPart(a.ARN.Value, 3)
			list = append(list, a)
		}
	}
	return list
}

func readAnalyzerFindings(r *responseReader, root gjson.Result) any {
	list := []*AnalyzerFinding{}
	for key, value := range r.members(root) {
		if key != "findings" {
			continue
		}
		for element := range r.elements(value) {
			f := &AnalyzerFinding{File: r.file, Span: r.span(element), Analyzer: r.file.Resource}
			for name, v := range r.members(element) {
				switch name {
				case "id":
					f.ID = r.text(v)
				case "resource":
					f.Resource = r.text(v)
				case "status":
					f.Status = r.text(v)
				case "findingType":
					f.Type = r.text(v)
				case "resourceOwnerAccount":
					if owner := r.text(v); isAccountID(owner.Value) && r.file.AccountID == "" {
						r.file.AccountID = owner.Value
					}
				}
			}
			list = append(list, f)
		}
	}
	return list
}

// readRegions reads the enabled regions from account list-regions or ec2 describe-regions.
func readRegions(r *responseReader, root gjson.Result) any {
	regions := []Text{}
	for key, value := range r.members(root) {
		if key != "Regions" {
			continue
		}
		for element := range r.elements(value) {
			var region Text
			enabled := true
			for name, v := range r.members(element) {
				switch name {
				case "RegionName":
					region = r.text(v)
				case "RegionOptStatus", "OptInStatus":
					switch r.text(v).Value {
					case "DISABLED", "DISABLING", "not-opted-in":
						enabled = false
					}
				}
			}
			if enabled && region.Present() {
				regions = append(regions, region)
			}
		}
	}
	return regions
}

func readAliases(r *responseReader, root gjson.Result) any {
	aliases := []Text{}
	for key, value := range r.members(root) {
		if key == "AccountAliases" {
			for alias := range r.elements(value) {
				aliases = append(aliases, r.text(alias))
			}
		}
	}
	return aliases
}

var cliError = regexp.MustCompile(`An error occurred \((\w+)\) when calling the (\w+) operation`)

// readErrorText reads an error message of the AWS CLI that is an answer: that
// there is no password policy, contact, organization or policy of a resource. Others are errors.
func (f *File) readErrorText() *Error {
	m := cliError.FindSubmatch(f.Text)
	if m == nil {
		return wholeFile(f.Path, "an error message of the AWS CLI instead of an export")
	}
	span := Span{End: uint32(len(strings.TrimRight(string(f.Text), " \t\r\n")))}
	switch code, operation := string(m[1]), string(m[2]); {
	case strings.HasPrefix(code, "NoSuchEntity") && operation == "GetAccountPasswordPolicy":
		f.Kind, f.export = PasswordPolicyKind, []page[any]{{content: &PasswordPolicy{File: f, Missing: true, Span: span}}}
	case strings.HasPrefix(code, "ResourceNotFound") && (operation == "GetAlternateContact" || operation == "GetContactInformation"):
		f.Kind, f.export = ContactKind, []page[any]{{content: &Contact{File: f, Missing: true, Span: span}}}
	case strings.HasPrefix(code, "AWSOrganizationsNotInUse"):
		f.Kind, f.export = OrganizationKind, []page[any]{{content: &Organization{File: f, Missing: true}}}
	case strings.HasPrefix(code, "EffectivePolicyNotFound") && operation == "DescribeEffectivePolicy":
		f.Kind, f.export = EffectivePolicyKind, []page[*EffectivePolicy]{{content: &EffectivePolicy{File: f, Missing: true, Span: span}}}
	case strings.HasPrefix(code, "NoSuchPublicAccessBlock") && operation == "GetPublicAccessBlock":
		f.Kind, f.export = PublicAccessBlockKind, []page[any]{{content: &PublicAccessBlock{File: f, Missing: true, Span: span}}}
	case f.noResourcePolicy(code, operation, span):
	default:
		return wholeFile(f.Path, "the export failed: %s was refused with %s", operation, code)
	}
	return nil
}
