package account

import (
	"strings"

	"github.com/iamlint/iamlint/internal/jsontape"
)

// A resourceShape is what a command of the AWS CLI prints about resources and
// their policies.
type resourceShape struct {
	typ  ResourceType // unknown when several commands answer alike
	keys []string     // at the top level, all there
	list []string     // path to the list of resources; nil when the answer is about one
	// service is the one that the ARN must be of; it tells keys apart that stand
	// in other files, too.
	service string

	arn, name, account []string // paths
	policy             []string // path to the document
	// bare answers have a document under a key that other programs use, too; it
	// must look like a policy.
	bare bool
	// optional says that an answer without a document is about a resource without one.
	optional bool
	kind     PolicyKind
}

// resourceShapes by command, those with more keys first.
var resourceShapes = []resourceShape{
	{typ: ECRRepository, keys: []string{"repositoryName", "policyText"}, account: []string{"registryId"}, name: []string{"repositoryName"}, policy: []string{"policyText"}},
	{typ: FileSystem, keys: []string{"FileSystemId", "Policy"}, name: []string{"FileSystemId"}, policy: []string{"Policy"}},
	{typ: BackupVault, keys: []string{"BackupVaultName", "BackupVaultArn"}, arn: []string{"BackupVaultArn"}, name: []string{"BackupVaultName"}, policy: []string{"Policy"}},
	{typ: EventBus, keys: []string{"Arn", "Name"}, service: "events", arn: []string{"Arn"}, name: []string{"Name"}, policy: []string{"Policy"}, optional: true},
	{typ: Secret, keys: []string{"ARN"}, service: "secretsmanager", arn: []string{"ARN"}, name: []string{"Name"}, policy: []string{"ResourcePolicy"}, optional: true},
	{typ: SearchDomain, keys: []string{"DomainStatus"}, service: "es", arn: []string{"DomainStatus", "ARN"}, name: []string{"DomainStatus", "DomainName"}, policy: []string{"DomainStatus", "AccessPolicies"}, optional: true},
	{typ: SearchDomain, keys: []string{"DomainStatusList"}, list: []string{"DomainStatusList"}, service: "es", arn: []string{"ARN"}, name: []string{"DomainName"}, policy: []string{"AccessPolicies"}, optional: true},
	{typ: SQSQueue, keys: []string{"Attributes"}, service: "sqs", arn: []string{"Attributes", "QueueArn"}, policy: []string{"Attributes", "Policy"}, optional: true},
	{typ: SNSTopic, keys: []string{"Attributes"}, service: "sns", arn: []string{"Attributes", "TopicArn"}, policy: []string{"Attributes", "Policy"}, optional: true},
	{keys: []string{"Attributes"}, policy: []string{"Attributes", "Policy"}, bare: true},
	{typ: GlueCatalog, keys: []string{"PolicyInJson"}, policy: []string{"PolicyInJson"}},
	{typ: GlueCatalog, keys: []string{"GetResourcePoliciesResponseList"}, list: []string{"GetResourcePoliciesResponseList"}, policy: []string{"PolicyInJson"}},
	{typ: LogsPolicy, keys: []string{"resourcePolicies"}, list: []string{"resourcePolicies"}, arn: []string{"resourceArn"}, name: []string{"policyName"}, policy: []string{"policyDocument"}},
	{typ: VPCEndpoint, keys: []string{"VpcEndpoints"}, list: []string{"VpcEndpoints"}, account: []string{"OwnerId"}, name: []string{"VpcEndpointId"}, policy: []string{"PolicyDocument"}, optional: true, kind: EndpointPolicy},
	{typ: RestAPI, keys: []string{"items"}, list: []string{"items"}, name: []string{"id"}, policy: []string{"policy"}, optional: true},
	{typ: RestAPI, keys: []string{"id", "apiKeySource"}, name: []string{"id"}, policy: []string{"policy"}, optional: true},
	{typ: RestAPI, keys: []string{"id", "policy"}, name: []string{"id"}, policy: []string{"policy"}, bare: true},
	{typ: GlacierVault, keys: []string{"policy"}, policy: []string{"policy", "Policy"}, bare: true},
	{keys: []string{"policy"}, arn: []string{"policy", "resourceArn"}, policy: []string{"policy", "document"}, bare: true},
	{typ: DelegationPolicy, keys: []string{"ResourcePolicy"}, service: "organizations", arn: []string{"ResourcePolicy", "ResourcePolicySummary", "Arn"}, policy: []string{"ResourcePolicy", "Content"}},
	{typ: ModelPackageGroup, keys: []string{"ResourcePolicy"}, policy: []string{"ResourcePolicy"}, bare: true},
	{keys: []string{"Arn", "Policy"}, arn: []string{"Arn"}, policy: []string{"Policy"}, bare: true},
	{typ: KMSKey, keys: []string{"Policy", "PolicyName"}, policy: []string{"Policy"}, bare: true},
	{keys: []string{"Policy"}, policy: []string{"Policy"}, bare: true},
	{typ: BedrockResource, keys: []string{"resourcePolicy"}, policy: []string{"resourcePolicy"}, bare: true},
	{typ: AgentCoreResource, keys: []string{"policy"}, policy: []string{"policy"}, bare: true},
}

// findResources finds the shape that fits a value.
func findResources(t *jsontape.Tape, root jsontape.Node, told bool) (resourceShape, bool) {
	for _, s := range resourceShapes {
		if s.fits(t, root, told) {
			return s, true
		}
	}
	return resourceShape{}, false
}

func (s resourceShape) fits(t *jsontape.Tape, root jsontape.Node, told bool) bool {
	for _, key := range s.keys {
		if _, ok := t.Member(root, key); !ok {
			return false
		}
	}
	if s.list == nil {
		return s.fitsOne(t, root)
	}
	list, ok := lookup(t, root, s.list)
	if !ok || t.Kind(list) != jsontape.Array {
		return false
	}
	for element := range t.Elements(list) {
		if s.typ == RestAPI {
			_, ok := t.Member(element, "apiKeySource")
			return ok
		}
		return s.fitsOne(t, element)
	}
	return told || s.typ != RestAPI // an empty list is an answer, too, but many programs have items
}

// fitsOne says whether a value is about one resource.
func (s resourceShape) fitsOne(t *jsontape.Tape, n jsontape.Node) bool {
	if s.service != "" {
		arn, ok := lookup(t, n, s.arn)
		if !ok || t.Kind(arn) != jsontape.String || arnPart(t.String(arn), 2) != s.service {
			return false
		}
	}
	document, ok := lookup(t, n, s.policy)
	if !ok {
		return s.optional
	}
	return !s.bare || looksLikePolicy(t, document)
}

// looksLikePolicy says whether a value may be a policy document: keys such as
// Policy stand in other programs' files, too.
func looksLikePolicy(t *jsontape.Tape, n jsontape.Node) bool {
	switch t.Kind(n) {
	case jsontape.String:
		text := strings.TrimSpace(t.String(n))
		return strings.HasPrefix(text, "{") || strings.HasPrefix(strings.ToUpper(text), "%7B")
	case jsontape.Object:
		_, ok := t.Member(n, "Statement")
		return ok
	}
	return false
}

// readResources reads the answer of a command about resources and their policies.
func (f *File) readResources(roots []jsontape.Node) *Error {
	docs := documentReader{interned: newInterned()}
	return readPages(f, roots, func(r *tapeReader, root jsontape.Node) []*Resource {
		docs.r = r
		shape, _ := findResources(r.tape, root, r.file.told)
		if shape.list == nil {
			return []*Resource{shape.read(&docs, root)}
		}
		resources := []*Resource{}
		list, _ := lookup(r.tape, root, shape.list)
		for n := range r.elements(list) {
			resources = append(resources, shape.read(&docs, n))
		}
		return resources
	})
}

func (s resourceShape) read(docs *documentReader, n jsontape.Node) *Resource {
	r := docs.r
	resource := &Resource{Type: s.typ, File: r.file, Span: r.span(n)}
	resource.ARN = s.text(r, n, s.arn)
	resource.Name = s.text(r, n, s.name)
	resource.Account = s.text(r, n, s.account)
	readDetails(r, n, resource)
	if document, ok := lookup(r.tape, n, s.policy); ok && !isEmptyText(r.tape, document) {
		if k := r.tape.Kind(document); k != jsontape.String && k != jsontape.Object && k != jsontape.Null {
			r.wrongType(document, "a policy document")
			return resource
		}
		if doc := docs.read(document); doc != nil {
			doc.Kind = ResourcePolicy
			if s.kind != IdentityPolicy {
				doc.Kind = s.kind
			}
			resource.Policies = []*PolicyDocument{doc}
		}
	} else if !ok && !s.optional && !s.bare {
		r.fail(n, "a %s without %s", s.typ, s.policy[len(s.policy)-1])
	}
	if r.file.AccountID == "" {
		r.file.AccountID = arnAccount(resource.ARN)
	}
	if r.file.AccountID == "" && isAccountID(resource.Account) {
		r.file.AccountID = resource.Account
	}
	return resource
}

// isEmptyText says whether a value is "", which some commands print for no policy.
func isEmptyText(t *jsontape.Tape, n jsontape.Node) bool {
	return t.Kind(n) == jsontape.String && t.String(n) == ""
}

// text is a text that may be absent.
func (s resourceShape) text(r *tapeReader, n jsontape.Node, path []string) string {
	value, ok := lookup(r.tape, n, path)
	if !ok {
		return ""
	}
	return r.text(value).Value
}

// readDetails reads what matters of some types besides their policy.
func readDetails(r *tapeReader, n jsontape.Node, resource *Resource) {
	switch resource.Type {
	case VPCEndpoint:
		if name, ok := r.tape.Member(n, "ServiceName"); ok {
			resource.Leads = r.text(name)
		}
	case RestAPI:
		types, ok := lookup(r.tape, n, []string{"endpointConfiguration", "types"})
		if !ok {
			return
		}
		for element := range r.elements(types) {
			resource.Private = resource.Private || r.text(element).Value == "PRIVATE"
		}
	}
}

// noPolicies are the errors with which AWS answers that a resource has no
// policy, by operation: how the code begins, and what the resource is, if only
// one service has the operation.
var noPolicies = map[string]struct {
	code string
	typ  ResourceType
}{
	"GetBucketPolicy":                {"NoSuchBucketPolicy", S3Bucket},
	"GetAccessPointPolicy":           {"NoSuchAccessPointPolicy", S3AccessPoint},
	"GetPolicy":                      {"ResourceNotFound", UnknownResource}, // Lambda and the private certificate authority
	"GetLayerVersionPolicy":          {"ResourceNotFound", LambdaLayer},
	"GetRepositoryPolicy":            {"RepositoryPolicyNotFound", ECRRepository},
	"GetBackupVaultAccessPolicy":     {"ResourceNotFound", BackupVault},
	"DescribeFileSystemPolicy":       {"PolicyNotFound", FileSystem},
	"GetVaultAccessPolicy":           {"ResourceNotFound", GlacierVault},
	"GetDomainPermissionsPolicy":     {"ResourceNotFound", PackageDomain},
	"GetRepositoryPermissionsPolicy": {"ResourceNotFound", PackageRepository},
	"GetModelPackageGroupPolicy":     {"ValidationException", ModelPackageGroup},
	"DescribeResourcePolicy":         {"ResourcePolicyNotFound", DelegationPolicy},
}

// noResourcePolicy reads the answer that a resource has no policy.
func (f *File) noResourcePolicy(code, operation string, span Span) bool {
	typ := UnknownResource
	switch none, ok := noPolicies[operation]; {
	case ok && strings.HasPrefix(code, none.code):
		typ = none.typ
	case operation == "GetResourcePolicy" && (strings.HasPrefix(code, "PolicyNotFound") || strings.HasPrefix(code, "ResourceNotFound") || strings.HasPrefix(code, "EntityNotFound")):
		// DynamoDB, Bedrock and others, and Glue
	default:
		return false
	}
	f.Kind = ResourcePoliciesKind
	f.export = []page[[]*Resource]{{content: []*Resource{{Type: typ, File: f, Span: span}}}}
	return true
}
