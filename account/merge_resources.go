package account

import (
	"cmp"
	"slices"
	"strings"

	"github.com/iamlint/iamlint/policy"
)

// commandResources are the commands whose answers do not tell the type of resource.
var commandResources = map[string]ResourceType{
	"s3api get-bucket-policy":                        S3Bucket,
	"s3control get-access-point-policy":              S3AccessPoint,
	"kms get-key-policy":                             KMSKey,
	"sqs get-queue-attributes":                       SQSQueue,
	"sns get-topic-attributes":                       SNSTopic,
	"lambda get-policy":                              LambdaFunction,
	"lambda get-layer-version-policy":                LambdaLayer,
	"dynamodb get-resource-policy":                   DynamoDBTable,
	"kinesis get-resource-policy":                    KinesisStream,
	"acm-pca get-policy":                             CertificateAuthority,
	"glacier get-vault-access-policy":                GlacierVault,
	"codeartifact get-domain-permissions-policy":     PackageDomain,
	"sagemaker get-model-package-group-policy":       ModelPackageGroup,
	"bedrock get-resource-policy":                    BedrockResource,
	"bedrock-agentcore-control get-resource-policy":  AgentCoreResource,
	"glue get-resource-policy":                       GlueCatalog,
	"codeartifact get-repository-permissions-policy": PackageRepository,
}

// resources joins the exported policies of resources, and the documents in
// files of their own that are resource policies.
func (m *merger) resources() {
	var all []*Resource
	for _, p := range pagesOf[[]*Resource](m, ResourcePoliciesKind) {
		for _, r := range p.content {
			r.identify(m.account.ID)
			all = append(all, r)
		}
	}
	for _, f := range m.kinds[PolicyDocumentKind] {
		for _, doc := range f.export.([]*PolicyDocument) {
			if doc.Kind == ResourcePolicy || doc.Kind == EndpointPolicy {
				r := &Resource{File: f, Span: doc.All().Span, Policies: []*PolicyDocument{doc}}
				if doc.Owner.Type != "document" || doc.Owner.Name != f.Path {
					r.Name, r.ARN = doc.Owner.Name, doc.Owner.ARN
				}
				r.identify(m.account.ID)
				all = append(all, r)
			}
		}
	}
	if len(all) == 0 && len(m.kinds[ResourcePoliciesKind]) == 0 {
		return
	}
	slices.SortStableFunc(all, func(a, b *Resource) int {
		return cmp.Or(strings.Compare(a.File.Path, b.File.Path), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	resources := &Resources{}
	seen := make(map[string][]*Resource)
	for _, r := range all {
		key := string(r.Type) + " " + cmp.Or(r.ARN, r.Name)
		if slices.ContainsFunc(seen[key], r.same) {
			continue // exported twice
		}
		seen[key] = append(seen[key], r)
		resources.List = append(resources.List, r)
	}
	m.account.Resources = resources
}

// same says whether another export tells the same of the same resource.
func (r *Resource) same(o *Resource) bool {
	return slices.EqualFunc(r.Policies, o.Policies, func(a, b *PolicyDocument) bool {
		return a.Canonical(a.Span) == b.Canonical(b.Span)
	})
}

// identify completes what the answer says by the manifest and, where neither
// tells, by the policy itself.
func (r *Resource) identify(account string) {
	f := r.File
	if r.Type == UnknownResource {
		r.Type = commandResources[f.Command]
	}
	if r.Name == "" && r.ARN == "" {
		r.Name = f.Resource
		if arnPart(f.Resource, 0) == "arn" {
			r.Name, r.ARN = "", f.Resource
		}
	}
	if r.Type == UnknownResource {
		r.Type, _ = typeOfARN(r.ARN)
	}
	if r.Name == "" && r.ARN == "" || r.Type == UnknownResource {
		r.guess()
	}
	if r.Name == "" && r.ARN != "" {
		r.Name = nameInARN(r.ARN)
	}
	r.Region = cmp.Or(arnPart(r.ARN, 3), f.Region)
	r.Account = cmp.Or(arnAccount(r.ARN), r.Account, f.AccountID, account)
	if r.Type == GlueCatalog && r.Name == "" {
		r.Name = "catalog" // there is one in a region
	}
	if r.ARN == "" && r.Name != "" {
		r.ARN = r.namedARN()
	}
	r.Name = cmp.Or(r.Name, f.Path)
	for _, doc := range r.Policies {
		doc.Resource = r
		if f.Kind == ResourcePoliciesKind {
			doc.Name = r.Name
			doc.Owner = Owner{Type: "resource", Name: r.Name, ARN: r.ARN}
		}
	}
}

// guess takes from a policy of which resource it is: what its ARNs name if all
// name the same, else the service of its actions.
func (r *Resource) guess() {
	if len(r.Policies) == 0 {
		return
	}
	r.Guessed = true
	types, arns := subjects(r.Policies[0].Document)
	typ := UnknownResource
	switch {
	case len(types) == 1:
		typ = types[0]
	case len(types) == 0:
		typ = onlyTypes[onlyService(r.Policies[0].Document)]
	}
	if r.Type == UnknownResource {
		r.Type = typ
	}
	if r.Name == "" && r.ARN == "" && r.Type == typ && len(arns) == 1 {
		r.ARN = arns[0]
	}
}

// subjects are the types and names of the resources that a policy speaks of;
// one that a pattern names has the name "".
func subjects(doc *policy.Document) (types []ResourceType, arns []string) {
	for i := range doc.Statements {
		for _, element := range []policy.Element{doc.Statements[i].Resource, doc.Statements[i].NotResource} {
			for _, v := range element.Values {
				if !strings.HasPrefix(v.Text, "arn:") {
					continue // "*", or relative to the resource as in execute-api:/stage
				}
				t, arn := typeOfARN(v.Text)
				if strings.ContainsAny(arn, "*?$") {
					arn = ""
				}
				if !slices.Contains(types, t) {
					types = append(types, t)
				}
				if !slices.Contains(arns, arn) {
					arns = append(arns, arn)
				}
			}
		}
	}
	return types, arns
}

// onlyService is the service of all actions of a policy, "" when there are several.
func onlyService(doc *policy.Document) string {
	only := ""
	for i := range doc.Statements {
		for _, element := range []policy.Element{doc.Statements[i].Action, doc.Statements[i].NotAction} {
			for _, v := range element.Values {
				service, _, _ := strings.Cut(strings.ToLower(v.Text), ":")
				if only != "" && only != service {
					return ""
				}
				only = service
			}
		}
	}
	return only
}

// onlyTypes are the types of the services that have one with policies.
var onlyTypes = map[string]ResourceType{
	"s3": S3Bucket, "kms": KMSKey, "sqs": SQSQueue, "sns": SNSTopic, "lambda": LambdaFunction, "secretsmanager": Secret, "ecr": ECRRepository,
	"dynamodb": DynamoDBTable, "backup": BackupVault, "execute-api": RestAPI, "es": SearchDomain, "glacier": GlacierVault,
	"elasticfilesystem": FileSystem, "events": EventBus, "glue": GlueCatalog, "bedrock-agentcore": AgentCoreResource,
}
