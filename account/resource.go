package account

import "strings"

// A ResourceType says what a resource policy is attached to, as people call it.
type ResourceType string

// The types of resources whose policies exports hold.
const (
	UnknownResource      ResourceType = ""
	S3Bucket             ResourceType = "bucket"
	S3AccessPoint        ResourceType = "access point"
	KMSKey               ResourceType = "KMS key"
	SQSQueue             ResourceType = "queue"
	SNSTopic             ResourceType = "topic"
	LambdaFunction       ResourceType = "function"
	LambdaLayer          ResourceType = "function layer"
	Secret               ResourceType = "secret"
	ECRRepository        ResourceType = "container repository"
	DynamoDBTable        ResourceType = "table"
	BackupVault          ResourceType = "backup vault"
	RestAPI              ResourceType = "REST API"
	SearchDomain         ResourceType = "search domain"
	GlacierVault         ResourceType = "Glacier vault"
	FileSystem           ResourceType = "file system"
	PackageDomain        ResourceType = "package domain"
	PackageRepository    ResourceType = "package repository"
	ModelPackageGroup    ResourceType = "model package group"
	BedrockResource      ResourceType = "Bedrock resource"
	AgentCoreResource    ResourceType = "AgentCore resource"
	VPCEndpoint          ResourceType = "VPC endpoint"
	EventBus             ResourceType = "event bus"
	GlueCatalog          ResourceType = "Glue catalog"
	LogsPolicy           ResourceType = "CloudWatch Logs"
	KinesisStream        ResourceType = "stream"
	CertificateAuthority ResourceType = "private certificate authority"
	DelegationPolicy     ResourceType = "organization" // the policy that delegates Organizations itself
)

// services are the prefixes of the actions that a policy of each type speaks of.
var services = map[ResourceType]string{
	S3Bucket: "s3", S3AccessPoint: "s3", KMSKey: "kms", SQSQueue: "sqs", SNSTopic: "sns", LambdaFunction: "lambda",
	LambdaLayer: "lambda", Secret: "secretsmanager", ECRRepository: "ecr", DynamoDBTable: "dynamodb", BackupVault: "backup",
	RestAPI: "execute-api", SearchDomain: "es", GlacierVault: "glacier", FileSystem: "elasticfilesystem",
	PackageDomain: "codeartifact", PackageRepository: "codeartifact", ModelPackageGroup: "sagemaker", BedrockResource: "bedrock",
	AgentCoreResource: "bedrock-agentcore", EventBus: "events", GlueCatalog: "glue", LogsPolicy: "logs",
	KinesisStream: "kinesis", CertificateAuthority: "acm-pca", DelegationPolicy: "organizations",
}

// Service is the prefix of the actions that policies of the type speak of, ""
// where they may speak of any.
func (t ResourceType) Service() string { return services[t] }

// A Resource is a thing that can have a policy of its own, as an export tells.
type Resource struct {
	Type    ResourceType
	Name    string // as people call it; the path of the file when nothing tells
	ARN     string // "" when nothing tells
	Account string // 12 digits, "" when nothing tells
	Region  string // "" when nothing tells, or for global things

	// Guessed says that neither the answer nor a manifest names the resource:
	// type, name and ARN follow from what the policy says.
	Guessed bool

	// Policies are usually one. A resource without one is here because AWS
	// answered that it has none.
	Policies []*PolicyDocument

	// Leads is the name of the service to which a VPC endpoint leads, such as
	// com.amazonaws.eu-central-1.s3.
	Leads Text
	// Private says that a REST API is reached through VPC endpoints only.
	Private bool

	File *File
	Span Span // of the answer about the resource
}

// At is the place of the answer about the resource.
func (r *Resource) At() Place { return r.File.At(r.Span) }

// Is says whether the resource is the one with this name or ARN.
func (r *Resource) Is(t ResourceType, nameOrARN string) bool {
	return r.Type == t && nameOrARN != "" && (r.Name == nameOrARN || r.ARN == nameOrARN)
}

// Resources are those of an account whose policies were asked for, in order of
// file and place, policy documents in files of their own included.
type Resources struct{ List []*Resource }

// Find is the resource of this type with this name or ARN, nil when no export
// tells of it.
func (r *Resources) Find(t ResourceType, nameOrARN string) *Resource {
	for _, resource := range r.List {
		if resource.Is(t, nameOrARN) {
			return resource
		}
	}
	return nil
}

// typeOfARN tells what an ARN names, and the ARN without what stands behind
// the name: objects of a bucket, versions of a function, indexes of a table.
func typeOfARN(arn string) (ResourceType, string) {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" {
		return UnknownResource, arn
	}
	service, rest := parts[2], parts[5]
	head := strings.Join(parts[:5], ":") + ":"
	first, _, _ := strings.Cut(rest, "/")
	kind, name, _ := strings.Cut(rest, "/")
	name, _, _ = strings.Cut(name, "/")
	switch service {
	case "s3":
		if kind == "accesspoint" {
			return S3AccessPoint, head + kind + "/" + name
		}
		return S3Bucket, head + first
	case "kms":
		if kind == "key" {
			return KMSKey, arn
		}
	case "sqs":
		return SQSQueue, arn
	case "sns":
		return SNSTopic, arn
	case "lambda":
		kind, name, _ := strings.Cut(rest, ":")
		name, _, _ = strings.Cut(name, ":")
		switch kind {
		case "function":
			return LambdaFunction, head + kind + ":" + name
		case "layer":
			return LambdaLayer, head + kind + ":" + name
		}
	case "secretsmanager":
		return Secret, arn
	case "ecr":
		return ECRRepository, arn
	case "dynamodb":
		if kind == "table" {
			return DynamoDBTable, head + kind + "/" + name
		}
	case "backup":
		return BackupVault, arn
	case "execute-api":
		return RestAPI, head + first
	case "apigateway":
		return RestAPI, arn
	case "es":
		if kind == "domain" {
			return SearchDomain, head + kind + "/" + name
		}
	case "glacier":
		return GlacierVault, arn
	case "elasticfilesystem":
		if kind == "file-system" {
			return FileSystem, arn
		}
	case "codeartifact":
		switch kind {
		case "domain":
			return PackageDomain, arn
		case "repository":
			return PackageRepository, arn
		}
	case "sagemaker":
		if kind == "model-package-group" {
			return ModelPackageGroup, arn
		}
	case "bedrock":
		return BedrockResource, arn
	case "bedrock-agentcore":
		return AgentCoreResource, arn
	case "events":
		if kind == "event-bus" {
			return EventBus, arn
		}
	case "glue":
		return GlueCatalog, head + "catalog"
	case "logs":
		return LogsPolicy, arn
	case "kinesis":
		if kind == "stream" {
			return KinesisStream, head + kind + "/" + name
		}
	case "acm-pca":
		if kind == "certificate-authority" {
			return CertificateAuthority, arn
		}
	case "organizations":
		return DelegationPolicy, arn
	}
	return UnknownResource, arn
}

// nameInARN is what people call the thing that an ARN names.
func nameInARN(arn string) string {
	t, _ := typeOfARN(arn)
	rest := arnPart(arn, 5)
	switch t {
	case S3Bucket:
		return rest
	case Secret:
		// AWS appends a hyphen and six characters to the name.
		name := strings.TrimPrefix(rest, "secret:")
		if i := len(name) - 7; i > 0 && name[i] == '-' {
			return name[:i]
		}
		return name
	case ECRRepository:
		return strings.TrimPrefix(rest, "repository/")
	case PackageRepository:
		return strings.TrimPrefix(rest, "repository/")
	}
	return rest[strings.LastIndexAny(rest, ":/")+1:]
}

// partitionOf is the partition in which a region lies.
func partitionOf(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	}
	return "aws"
}

// namedARN is the ARN of a resource that an export names without it, "" when
// the account or the region is not known.
func (r *Resource) namedARN() string {
	var path string
	switch r.Type {
	case S3Bucket:
		return "arn:" + partitionOf(r.Region) + ":s3:::" + r.Name
	case RestAPI:
		if r.Region == "" {
			return ""
		}
		return "arn:" + partitionOf(r.Region) + ":apigateway:" + r.Region + "::/restapis/" + r.Name
	case S3AccessPoint:
		path = "s3:" + r.Region + ":" + r.Account + ":accesspoint/" + r.Name
	case KMSKey:
		path = "kms:" + r.Region + ":" + r.Account + ":key/" + r.Name
	case LambdaFunction:
		path = "lambda:" + r.Region + ":" + r.Account + ":function:" + r.Name
	case ECRRepository:
		path = "ecr:" + r.Region + ":" + r.Account + ":repository/" + r.Name
	case DynamoDBTable:
		path = "dynamodb:" + r.Region + ":" + r.Account + ":table/" + r.Name
	case BackupVault:
		path = "backup:" + r.Region + ":" + r.Account + ":backup-vault:" + r.Name
	case GlacierVault:
		path = "glacier:" + r.Region + ":" + r.Account + ":vaults/" + r.Name
	case FileSystem:
		path = "elasticfilesystem:" + r.Region + ":" + r.Account + ":file-system/" + r.Name
	case ModelPackageGroup:
		path = "sagemaker:" + r.Region + ":" + r.Account + ":model-package-group/" + r.Name
	case VPCEndpoint:
		path = "ec2:" + r.Region + ":" + r.Account + ":vpc-endpoint/" + r.Name
	case GlueCatalog:
		path = "glue:" + r.Region + ":" + r.Account + ":catalog"
	}
	if path == "" || r.Region == "" || r.Account == "" {
		return ""
	}
	return "arn:" + partitionOf(r.Region) + ":" + path
}
