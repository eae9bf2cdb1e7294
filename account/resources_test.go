package account

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// quoted is a document as the AWS CLI prints it, JSON in a string.
func quoted(document string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(document) + `"`
}

// allows is a policy that allows everybody an action on a resource.
func allows(action, resource string) string {
	return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"` + action + `","Resource":"` + resource + `"}]}`
}

// manifestOf is the manifest of one file.
func manifestOf(path, command, region, resource string) string {
	return `{"schemaVersion": 1, "tool": "iamlint export-commands", "account": "111122223333", "files": [{"path": "` + path +
		`", "command": "` + command + `", "region": "` + region + `", "resource": "` + resource + `"}]}`
}

func TestResources(t *testing.T) {
	const region = "eu-central-1"
	secret := "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db/password-AbCdEf"
	tests := map[string]struct {
		text              string
		command, resource string // of the manifest; without a command there is none
		want              Resource
		none              bool // no policy
	}{
		"bucket": {text: `{"Policy": ` + quoted(allows("s3:GetObject", "arn:aws:s3:::logs/*")) + `}`, command: "s3api get-bucket-policy", resource: "logs",
			want: Resource{Type: S3Bucket, Name: "logs", ARN: "arn:aws:s3:::logs"}},
		"bucket without a policy": {text: "An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist", command: "s3api get-bucket-policy", resource: "logs", none: true,
			want: Resource{Type: S3Bucket, Name: "logs", ARN: "arn:aws:s3:::logs"}},
		"bucket by content": {text: `{"Policy": ` + quoted(allows("s3:*", "arn:aws:s3:::logs/a/*")) + `}`,
			want: Resource{Type: S3Bucket, Name: "logs", ARN: "arn:aws:s3:::logs", Guessed: true}},
		"access point": {text: `{"Policy": ` + quoted(allows("s3:GetObject", "arn:aws:s3:eu-central-1:111122223333:accesspoint/readers/object/*")) + `}`, command: "s3control get-access-point-policy", resource: "arn:aws:s3:eu-central-1:111122223333:accesspoint/readers",
			want: Resource{Type: S3AccessPoint, Name: "readers", ARN: "arn:aws:s3:eu-central-1:111122223333:accesspoint/readers"}},
		"key": {text: `{"Policy": ` + quoted(allows("kms:*", "*")) + `, "PolicyName": "default"}`, command: "kms get-key-policy", resource: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd",
			want: Resource{Type: KMSKey, Name: "1234abcd", ARN: "arn:aws:kms:eu-central-1:111122223333:key/1234abcd"}},
		"key by content": {text: `{"Policy": ` + quoted(allows("kms:Decrypt", "*")) + `}`,
			want: Resource{Type: KMSKey, Name: "a.json", Guessed: true}},
		"queue": {text: `{"Attributes": {"QueueArn": "arn:aws:sqs:eu-central-1:111122223333:jobs", "Policy": ` + quoted(allows("sqs:*", "*")) + `}}`,
			want: Resource{Type: SQSQueue, Name: "jobs", ARN: "arn:aws:sqs:eu-central-1:111122223333:jobs"}},
		"queue without a policy": {text: `{"Attributes": {"QueueArn": "arn:aws:sqs:eu-central-1:111122223333:jobs"}}`, none: true,
			want: Resource{Type: SQSQueue, Name: "jobs", ARN: "arn:aws:sqs:eu-central-1:111122223333:jobs"}},
		"queue, the policy alone": {text: `{"Attributes": {"Policy": ` + quoted(allows("SQS:SendMessage", "arn:aws:sqs:eu-central-1:111122223333:jobs")) + `}}`,
			want: Resource{Type: SQSQueue, Name: "jobs", ARN: "arn:aws:sqs:eu-central-1:111122223333:jobs", Guessed: true}},
		"topic": {text: `{"Attributes": {"TopicArn": "arn:aws:sns:eu-central-1:111122223333:news", "Policy": ` + quoted(allows("sns:Publish", "*")) + `}}`,
			want: Resource{Type: SNSTopic, Name: "news", ARN: "arn:aws:sns:eu-central-1:111122223333:news"}},
		"function": {text: `{"Policy": ` + quoted(allows("lambda:InvokeFunction", "arn:aws:lambda:eu-central-1:111122223333:function:mail:prod")) + `, "RevisionId": "4e2a"}`,
			want: Resource{Type: LambdaFunction, Name: "mail", ARN: "arn:aws:lambda:eu-central-1:111122223333:function:mail", Guessed: true}},
		"function without a policy": {text: "An error occurred (ResourceNotFoundException) when calling the GetPolicy operation: The resource you requested does not exist.", command: "lambda get-policy", resource: "mail", none: true,
			want: Resource{Type: LambdaFunction, Name: "mail", ARN: "arn:aws:lambda:eu-central-1:111122223333:function:mail"}},
		"secret": {text: `{"ARN": "` + secret + `", "Name": "db/password", "ResourcePolicy": ` + quoted(allows("secretsmanager:GetSecretValue", "*")) + `}`,
			want: Resource{Type: Secret, Name: "db/password", ARN: secret}},
		"secret without a policy": {text: `{"ARN": "` + secret + `", "Name": "db/password"}`, none: true,
			want: Resource{Type: Secret, Name: "db/password", ARN: secret}},
		"container repository": {text: `{"registryId": "111122223333", "repositoryName": "web", "policyText": ` + quoted(allows("ecr:BatchGetImage", "*")) + `}`, command: "ecr get-repository-policy", resource: "web",
			want: Resource{Type: ECRRepository, Name: "web", ARN: "arn:aws:ecr:eu-central-1:111122223333:repository/web"}},
		"table": {text: `{"Policy": ` + quoted(allows("dynamodb:GetItem", "arn:aws:dynamodb:eu-central-1:111122223333:table/orders/index/*")) + `, "RevisionId": "1"}`,
			want: Resource{Type: DynamoDBTable, Name: "orders", ARN: "arn:aws:dynamodb:eu-central-1:111122223333:table/orders", Guessed: true}},
		"table without a policy": {text: "An error occurred (PolicyNotFoundException) when calling the GetResourcePolicy operation: no", command: "dynamodb get-resource-policy", resource: "arn:aws:dynamodb:eu-central-1:111122223333:table/orders", none: true,
			want: Resource{Type: DynamoDBTable, Name: "orders", ARN: "arn:aws:dynamodb:eu-central-1:111122223333:table/orders"}},
		"backup vault": {text: `{"BackupVaultName": "Default", "BackupVaultArn": "arn:aws:backup:eu-central-1:111122223333:backup-vault:Default", "Policy": ` + quoted(allows("backup:CopyIntoBackupVault", "*")) + `}`,
			want: Resource{Type: BackupVault, Name: "Default", ARN: "arn:aws:backup:eu-central-1:111122223333:backup-vault:Default"}},
		"REST API, escaped twice": {text: `{"id": "a1b2c3", "name": "shop", "apiKeySource": "HEADER", "endpointConfiguration": {"types": ["PRIVATE"]}, "policy": ` +
			quoted(strings.ReplaceAll(allows("execute-api:Invoke", "*"), `"`, `\"`)) + `}`, command: "apigateway get-rest-api", resource: "a1b2c3",
			want: Resource{Type: RestAPI, Name: "a1b2c3", ARN: "arn:aws:apigateway:eu-central-1::/restapis/a1b2c3", Private: true}},
		"REST APIs": {text: `{"items": [{"id": "a1b2c3", "apiKeySource": "HEADER", "policy": ` + quoted(allows("execute-api:Invoke", "execute-api:/*")) + `}]}`, command: "apigateway get-rest-apis",
			want: Resource{Type: RestAPI, Name: "a1b2c3", ARN: "arn:aws:apigateway:eu-central-1::/restapis/a1b2c3"}},
		"search domain": {text: `{"DomainStatus": {"DomainName": "logs", "ARN": "arn:aws:es:eu-central-1:111122223333:domain/logs", "AccessPolicies": ` + quoted(allows("es:*", "*")) + `}}`,
			want: Resource{Type: SearchDomain, Name: "logs", ARN: "arn:aws:es:eu-central-1:111122223333:domain/logs"}},
		"search domain without a policy": {text: `{"DomainStatus": {"DomainName": "logs", "ARN": "arn:aws:es:eu-central-1:111122223333:domain/logs", "AccessPolicies": ""}}`, none: true,
			want: Resource{Type: SearchDomain, Name: "logs", ARN: "arn:aws:es:eu-central-1:111122223333:domain/logs"}},
		"Glacier vault": {text: `{"policy": {"Policy": ` + quoted(allows("glacier:UploadArchive", "arn:aws:glacier:eu-central-1:111122223333:vaults/old")) + `}}`, command: "glacier get-vault-access-policy", resource: "old",
			want: Resource{Type: GlacierVault, Name: "old", ARN: "arn:aws:glacier:eu-central-1:111122223333:vaults/old"}},
		"file system": {text: `{"FileSystemId": "fs-1", "Policy": ` + quoted(allows("elasticfilesystem:ClientMount", "*")) + `}`, command: "efs describe-file-system-policy", resource: "fs-1",
			want: Resource{Type: FileSystem, Name: "fs-1", ARN: "arn:aws:elasticfilesystem:eu-central-1:111122223333:file-system/fs-1"}},
		"package domain": {text: `{"policy": {"resourceArn": "arn:aws:codeartifact:eu-central-1:111122223333:domain/main", "revision": "1", "document": ` + quoted(allows("codeartifact:*", "*")) + `}}`,
			want: Resource{Type: PackageDomain, Name: "main", ARN: "arn:aws:codeartifact:eu-central-1:111122223333:domain/main"}},
		"package repository": {text: `{"policy": {"resourceArn": "arn:aws:codeartifact:eu-central-1:111122223333:repository/main/web", "revision": "1", "document": ` + quoted(allows("codeartifact:*", "*")) + `}}`,
			want: Resource{Type: PackageRepository, Name: "main/web", ARN: "arn:aws:codeartifact:eu-central-1:111122223333:repository/main/web"}},
		"model package group": {text: `{"ResourcePolicy": ` + quoted(allows("sagemaker:DescribeModelPackageGroup", "*")) + `}`, command: "sagemaker get-model-package-group-policy", resource: "models",
			want: Resource{Type: ModelPackageGroup, Name: "models", ARN: "arn:aws:sagemaker:eu-central-1:111122223333:model-package-group/models"}},
		"Bedrock": {text: `{"resourcePolicy": ` + quoted(allows("bedrock:InvokeModel", "*")) + `}`, command: "bedrock get-resource-policy", resource: "arn:aws:bedrock:eu-central-1:111122223333:custom-model/a/b",
			want: Resource{Type: BedrockResource, Name: "b", ARN: "arn:aws:bedrock:eu-central-1:111122223333:custom-model/a/b"}},
		"AgentCore": {text: `{"policy": ` + quoted(allows("bedrock-agentcore:InvokeAgentRuntime", "*")) + `}`, command: "bedrock-agentcore-control get-resource-policy", resource: "arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/helper",
			want: Resource{Type: AgentCoreResource, Name: "helper", ARN: "arn:aws:bedrock-agentcore:eu-central-1:111122223333:runtime/helper"}},
		"VPC endpoint": {text: `{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "ServiceName": "com.amazonaws.eu-central-1.s3", "OwnerId": "111122223333", "PolicyDocument": ` + quoted(allows("*", "*")) + `}]}`, command: "ec2 describe-vpc-endpoints",
			want: Resource{Type: VPCEndpoint, Name: "vpce-1", ARN: "arn:aws:ec2:eu-central-1:111122223333:vpc-endpoint/vpce-1"}},
		"event bus": {text: `{"Name": "default", "Arn": "arn:aws:events:eu-central-1:111122223333:event-bus/default", "Policy": ` + quoted(allows("events:PutEvents", "*")) + `}`,
			want: Resource{Type: EventBus, Name: "default", ARN: "arn:aws:events:eu-central-1:111122223333:event-bus/default"}},
		"Glue catalog": {text: `{"PolicyInJson": ` + quoted(allows("glue:*", "arn:aws:glue:eu-central-1:111122223333:*")) + `, "PolicyHash": "x"}`, command: "glue get-resource-policy",
			want: Resource{Type: GlueCatalog, Name: "catalog", ARN: "arn:aws:glue:eu-central-1:111122223333:catalog", Guessed: true}},
		"CloudWatch Logs": {text: `{"resourcePolicies": [{"policyName": "route53", "policyDocument": ` + quoted(allows("logs:PutLogEvents", "*")) + `}]}`, command: "logs describe-resource-policies",
			want: Resource{Type: LogsPolicy, Name: "route53"}},
		"delegation": {text: `{"ResourcePolicy": {"ResourcePolicySummary": {"Arn": "arn:aws:organizations::111122223333:resourcepolicy/o-exampleorgid/rp-1"}, "Content": ` + quoted(allows("organizations:ListPolicies", "*")) + `}}`,
			want: Resource{Type: DelegationPolicy, Name: "rp-1", ARN: "arn:aws:organizations::111122223333:resourcepolicy/o-exampleorgid/rp-1"}},
		"document in a file": {text: allows("s3:GetObject", "arn:aws:s3:::logs/*"),
			want: Resource{Type: S3Bucket, Name: "logs", ARN: "arn:aws:s3:::logs", Guessed: true}},
		"several subjects": {text: `{"Policy": ` + quoted(`{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::a", "arn:aws:s3:::b"]}}`) + `}`,
			want: Resource{Type: S3Bucket, Name: "a.json", ARN: "", Guessed: true}},
		"subjects of several types": {text: `{"Policy": ` + quoted(`{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::a", "arn:aws:sqs:::b"]}}`) + `}`,
			want: Resource{Name: "a.json", Guessed: true}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"111122223333/a.json": test.text}
			if test.command != "" {
				files["111122223333/iamlint-export.json"] = manifestOf("a.json", test.command, region, test.resource)
			}
			dir := folder(t, files)
			set := Load([]string{dir}, Options{})
			if got := problems(set, dir); got != nil {
				t.Fatalf("errors: %q", got)
			}
			if len(set.Accounts) != 1 || set.Accounts[0].Resources == nil || len(set.Accounts[0].Resources.List) != 1 {
				t.Fatalf("got %+v", set.Accounts)
			}
			got := set.Accounts[0].Resources.List[0]
			if got.Account != "111122223333" {
				t.Errorf("the account is %q", got.Account)
			}
			if test.command != "" && got.Region != region {
				t.Errorf("the region is %q", got.Region)
			}
			got.Name = strings.TrimPrefix(got.Name, dir+"/111122223333/")
			if diff := cmp.Diff(&test.want, got, cmpopts.IgnoreFields(Resource{}, "Account", "Region", "File", "Span", "Policies", "Leads")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if test.none {
				if len(got.Policies) > 0 {
					t.Errorf("it has %d policies", len(got.Policies))
				}
				return
			}
			doc := got.Policies[0]
			if len(doc.Problems) > 0 || len(doc.Statements) != 1 || doc.Resource != got {
				t.Fatalf("the policy is %+v of %v", doc.Document, doc.Resource)
			}
			action := doc.Statements[0].Action.Values[0]
			if at := doc.Source(action.Span); strings.Trim(at, `\"`) != action.Text {
				t.Errorf("the action %s stands at %s", action.Text, at)
			}
			if all := set.Accounts[0].Documents.All; len(all) != 1 || all[0] != doc {
				t.Errorf("the documents are %v", all)
			}
		})
	}
}

func TestResourceMistakes(t *testing.T) {
	for text, want := range map[string]string{
		`{"VpcEndpoints": [{"VpcEndpointId": 7}]}`:                                              "a.json:1:37: /VpcEndpoints/0/VpcEndpointId: a number where a string belongs",
		`{"VpcEndpoints": [{"VpcEndpointId": "v", "PolicyDocument": 7}]}`:                       "a.json:1:60: /VpcEndpoints/0/PolicyDocument: a number where a policy document belongs",
		`{"VpcEndpoints": [], "NextToken": "t"}`:                                                "a.json:1:35: the resource-policies break off here",
		`{"resourcePolicies": [{"policyDocument": "{}"}, {"policyName": "x"}]}`:                 "a.json:1:49: /resourcePolicies/1: a CloudWatch Logs without policyDocument",
		`{"FunctionUrlConfigs": [{"FunctionArn": "a"}]}`:                                        "a.json:1:25: a function URL without AuthType",
		`{"FunctionUrlConfigs": 1}`:                                                             "a.json:1:24: /FunctionUrlConfigs: a number where a list belongs",
		`{"Owner": {}, "Grants": [{"Grantee": {}, "Permission": 1}]}`:                           "a.json:1:56: /Grants/0/Permission: a number where a string belongs",
		`{"Owner": {}, "Grants": [{"Permission": "READ"}, {"Grantee": {}}]}`:                    "a.json:1:50: a grant without Permission",
		`{"PublicAccessBlockConfiguration": {"BlockPublicAcls": "yes"}}`:                        `a.json:1:56: /PublicAccessBlockConfiguration/BlockPublicAcls: a string where true or false belongs`,
		`{"AllowedPrincipals": [{"Principal": null}]}`:                                          "a.json:1:24: an allowed principal without Principal",
		`{"ServiceConfigurations": [{"ServiceId": null}]}`:                                      "a.json:1:28: an endpoint service without ServiceId",
		"An error occurred (AccessDenied) when calling the GetBucketPolicy operation: no":       "a.json:1:1: the export failed: GetBucketPolicy was refused with AccessDenied",
		"An error occurred (NoSuchBucket) when calling the GetPublicAccessBlock operation: no":  "a.json:1:1: the export failed: GetPublicAccessBlock was refused with NoSuchBucket",
		"An error occurred (ResourceNotFound) when calling the GetBucketPolicy operation: gone": "a.json:1:1: the export failed: GetBucketPolicy was refused with ResourceNotFound",
	} {
		dir := folder(t, map[string]string{"a.json": text})
		if got := problems(Load([]string{dir}, Options{}), dir); len(got) != 1 || !strings.HasPrefix(got[0], want) {
			t.Errorf("%s:\n got %q\nwant %q", text, got, want)
		}
	}
}

// TestForeignPolicyKeys wants files of other programs to stay skipped.
func TestForeignPolicyKeys(t *testing.T) {
	for _, text := range []string{
		`{"Policy": "strict"}`, `{"policy": {"name": "x"}}`, `{"items": []}`, `{"items": [{"id": "a"}]}`, `{"Arn": "arn:aws:s3:::b", "Name": "b"}`,
		`{"Attributes": {"color": "red"}}`, `{"resourcePolicy": 5}`, `{"ARN": "arn:aws:acm:eu-central-1:111122223333:certificate/x"}`,
		`{"id": "a", "policy": "none"}`, `{"BackupVaultName": "v", "BackupVaultArn": "arn:aws:backup:eu-central-1:111122223333:backup-vault:v"}`,
	} {
		dir := folder(t, map[string]string{"a.json": text, "s.json": `{"SummaryMap": {}}`})
		if set := Load([]string{dir}, Options{}); len(set.Skipped) != 1 || len(set.Errors) > 0 {
			t.Errorf("%s: skipped %q, errors %v", text, set.Skipped, set.Errors)
		}
	}
}

func TestExposures(t *testing.T) {
	dir := folder(t, map[string]string{
		"account.json": `{"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": false, "RestrictPublicBuckets": false}}`,
		"logs.json":    `{"PublicAccessBlockConfiguration": {"BlockPublicAcls": false, "IgnorePublicAcls": false, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}}`,
		"web.txt":      "An error occurred (NoSuchPublicAccessBlockConfiguration) when calling the GetPublicAccessBlock operation: The public access block configuration was not found",
		"point.json": `{"Name": "readers", "Bucket": "logs", "NetworkOrigin": "Internet", "AccessPointArn": "arn:aws:s3:eu-central-1:111122223333:accesspoint/readers",
			"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}}`,
		"acl.json": `{"Owner": {"ID": "79a5"}, "Grants": [{"Grantee": {"ID": "79a5", "Type": "CanonicalUser"}, "Permission": "FULL_CONTROL"},
			{"Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}, "Permission": "READ"}]}`,
		"urls.json":     `{"FunctionUrlConfigs": [{"FunctionUrl": "https://x.lambda-url.eu-central-1.on.aws/", "FunctionArn": "arn:aws:lambda:eu-central-1:111122223333:function:mail", "AuthType": "NONE"}]}`,
		"url.json":      `{"FunctionUrl": "https://y.lambda-url.eu-central-1.on.aws/", "FunctionArn": "arn:aws:lambda:eu-central-1:111122223333:function:chat", "AuthType": "AWS_IAM"}`,
		"services.json": `{"ServiceConfigurations": [{"ServiceId": "vpce-svc-1", "AcceptanceRequired": false}]}`,
		"allowed.json":  `{"AllowedPrincipals": [{"PrincipalType": "All", "Principal": "*", "ServiceId": "vpce-svc-1"}]}`,
		"allowed2.json": `{"AllowedPrincipals": [{"PrincipalType": "Account", "Principal": "arn:aws:iam::444455556666:root"}]}`,
		"iamlint-export.json": `{"schemaVersion": 1, "tool": "iamlint export-commands", "account": "111122223333", "files": [
			{"path": "account.json", "command": "s3control get-public-access-block"},
			{"path": "logs.json", "command": "s3api get-public-access-block", "resource": "logs"},
			{"path": "web.txt", "command": "s3api get-public-access-block", "resource": "web"},
			{"path": "acl.json", "command": "s3api get-bucket-acl", "resource": "web"},
			{"path": "services.json", "command": "ec2 describe-vpc-endpoint-service-configurations"},
			{"path": "allowed.json", "command": "ec2 describe-vpc-endpoint-service-permissions", "resource": "vpce-svc-1"},
			{"path": "allowed2.json", "command": "ec2 describe-vpc-endpoint-service-permissions", "resource": "vpce-svc-2"}]}`,
	})
	set := Load([]string{dir}, Options{})
	if got := problems(set, dir); got != nil || len(set.Accounts) != 1 {
		t.Fatalf("errors %q, %d accounts", got, len(set.Accounts))
	}
	a := set.Accounts[0]
	blocks := a.PublicAccessBlocks
	switch {
	case len(blocks.List) != 4 || blocks.Account() == nil || blocks.Bucket("web") == nil || !blocks.Bucket("web").Missing:
		t.Errorf("the public access blocks are %+v", blocks.List)
	case !blocks.RestrictsPolicy("logs") || blocks.RestrictsPolicy("web") || !blocks.IgnoresACL("web"):
		t.Errorf("the stricter of the account and the bucket does not hold")
	}
	if acl := a.BucketACLs.List[0]; acl.Bucket != "web" || len(acl.Grants) != 2 || acl.Grants[0].Public() || !acl.Grants[1].Public() {
		t.Errorf("the ACL is %+v", acl)
	}
	if urls := a.FunctionURLs.List; len(urls) != 2 || urls[0].Auth.Value != "AWS_IAM" || urls[1].Auth.Value != "NONE" {
		t.Errorf("the function URLs are %+v", urls)
	}
	services := a.EndpointServices.List
	if len(services) != 2 || !services[0].Accepts.Present() || services[0].Principals[0].Principal.Value != "*" || services[1].ID != "vpce-svc-2" {
		t.Errorf("the endpoint services are %+v", services)
	}
}
