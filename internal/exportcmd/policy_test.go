package exportcmd

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iamlint/iamlint/catalog"
)

// actions are what IAM checks for each command; "" for commands that need no
// permission.
var actions = map[string]string{
	"configure get":                                          "", // asks no service
	"sts get-caller-identity":                                "",
	"accessanalyzer list-analyzers":                          "access-analyzer:ListAnalyzers",
	"accessanalyzer list-findings-v2":                        "access-analyzer:ListFindings", // there is no action ListFindingsV2
	"account get-alternate-contact":                          "account:GetAlternateContact",
	"account get-contact-information":                        "account:GetContactInformation",
	"apigateway get-rest-apis":                               "apigateway:GET",
	"backup get-backup-vault-access-policy":                  "backup:GetBackupVaultAccessPolicy",
	"backup list-backup-vaults":                              "backup:ListBackupVaults",
	"bedrock get-resource-policy":                            "bedrock:GetResourcePolicy",
	"bedrock list-custom-models":                             "bedrock:ListCustomModels",
	"bedrock-agent get-agent":                                "bedrock:GetAgent",
	"bedrock-agent list-agents":                              "bedrock:ListAgents",
	"bedrock-agentcore-control get-agent-runtime":            "bedrock-agentcore:GetAgentRuntime",
	"bedrock-agentcore-control get-browser":                  "bedrock-agentcore:GetBrowser",
	"bedrock-agentcore-control get-code-interpreter":         "bedrock-agentcore:GetCodeInterpreter",
	"bedrock-agentcore-control get-resource-policy":          "bedrock-agentcore:GetResourcePolicy",
	"bedrock-agentcore-control list-agent-runtimes":          "bedrock-agentcore:ListAgentRuntimes",
	"bedrock-agentcore-control list-browsers":                "bedrock-agentcore:ListBrowsers",
	"bedrock-agentcore-control list-code-interpreters":       "bedrock-agentcore:ListCodeInterpreters",
	"cloudformation describe-stacks":                         "cloudformation:DescribeStacks",
	"cloudtrail lookup-events":                               "cloudtrail:LookupEvents",
	"codeartifact get-domain-permissions-policy":             "codeartifact:GetDomainPermissionsPolicy",
	"codeartifact get-repository-permissions-policy":         "codeartifact:GetRepositoryPermissionsPolicy",
	"codeartifact list-domains":                              "codeartifact:ListDomains",
	"codeartifact list-repositories":                         "codeartifact:ListRepositories",
	"codebuild batch-get-projects":                           "codebuild:BatchGetProjects",
	"codebuild list-projects":                                "codebuild:ListProjects",
	"dynamodb get-resource-policy":                           "dynamodb:GetResourcePolicy",
	"dynamodb list-tables":                                   "dynamodb:ListTables",
	"ec2 describe-instances":                                 "ec2:DescribeInstances",
	"ec2 describe-regions":                                   "ec2:DescribeRegions",
	"ec2 describe-vpc-endpoint-service-configurations":       "ec2:DescribeVpcEndpointServiceConfigurations",
	"ec2 describe-vpc-endpoint-service-permissions":          "ec2:DescribeVpcEndpointServicePermissions",
	"ec2 describe-vpc-endpoints":                             "ec2:DescribeVpcEndpoints",
	"ecr describe-repositories":                              "ecr:DescribeRepositories",
	"ecr get-repository-policy":                              "ecr:GetRepositoryPolicy",
	"ecs describe-task-definition":                           "ecs:DescribeTaskDefinition",
	"ecs list-task-definition-families":                      "ecs:ListTaskDefinitionFamilies",
	"efs describe-file-system-policy":                        "elasticfilesystem:DescribeFileSystemPolicy",
	"efs describe-file-systems":                              "elasticfilesystem:DescribeFileSystems",
	"events describe-event-bus":                              "events:DescribeEventBus",
	"events list-event-buses":                                "events:ListEventBuses",
	"glacier get-vault-access-policy":                        "glacier:GetVaultAccessPolicy",
	"glacier list-vaults":                                    "glacier:ListVaults",
	"glue get-dev-endpoints":                                 "glue:GetDevEndpoints",
	"glue get-jobs":                                          "glue:GetJobs",
	"glue get-resource-policy":                               "glue:GetResourcePolicy",
	"iam generate-credential-report":                         "iam:GenerateCredentialReport",
	"iam generate-service-last-accessed-details":             "iam:GenerateServiceLastAccessedDetails",
	"iam get-account-authorization-details":                  "iam:GetAccountAuthorizationDetails",
	"iam get-account-password-policy":                        "iam:GetAccountPasswordPolicy",
	"iam get-account-summary":                                "iam:GetAccountSummary",
	"iam get-credential-report":                              "iam:GetCredentialReport",
	"iam get-service-last-accessed-details":                  "iam:GetServiceLastAccessedDetails",
	"iam list-account-aliases":                               "iam:ListAccountAliases",
	"iam list-mfa-devices":                                   "iam:ListMFADevices",
	"iam list-open-id-connect-providers":                     "iam:ListOpenIDConnectProviders",
	"iam list-organizations-features":                        "iam:ListOrganizationsFeatures",
	"iam list-roles":                                         "iam:ListRoles",
	"iam list-saml-providers":                                "iam:ListSAMLProviders",
	"iam list-server-certificates":                           "iam:ListServerCertificates",
	"iam list-service-specific-credentials":                  "iam:ListServiceSpecificCredentials",
	"iam list-users":                                         "iam:ListUsers",
	"iam list-virtual-mfa-devices":                           "iam:ListVirtualMFADevices",
	"kms get-key-policy":                                     "kms:GetKeyPolicy",
	"kms list-aliases":                                       "kms:ListAliases",
	"kms list-keys":                                          "kms:ListKeys",
	"lambda get-policy":                                      "lambda:GetPolicy",
	"lambda list-function-url-configs":                       "lambda:ListFunctionUrlConfigs",
	"lambda list-functions":                                  "lambda:ListFunctions",
	"logs describe-resource-policies":                        "logs:DescribeResourcePolicies",
	"opensearch describe-domain":                             "es:DescribeDomain",
	"opensearch list-domain-names":                           "es:ListDomainNames",
	"organizations describe-effective-policy":                "organizations:DescribeEffectivePolicy",
	"organizations describe-organization":                    "organizations:DescribeOrganization",
	"organizations describe-policy":                          "organizations:DescribePolicy",
	"organizations describe-resource-policy":                 "organizations:DescribeResourcePolicy",
	"organizations list-accounts-for-parent":                 "organizations:ListAccountsForParent",
	"organizations list-aws-service-access-for-organization": "organizations:ListAWSServiceAccessForOrganization",
	"organizations list-delegated-administrators":            "organizations:ListDelegatedAdministrators",
	"organizations list-delegated-services-for-account":      "organizations:ListDelegatedServicesForAccount",
	"organizations list-organizational-units-for-parent":     "organizations:ListOrganizationalUnitsForParent",
	"organizations list-policies":                            "organizations:ListPolicies",
	"organizations list-roots":                               "organizations:ListRoots",
	"organizations list-targets-for-policy":                  "organizations:ListTargetsForPolicy",
	"rolesanywhere list-profiles":                            "rolesanywhere:ListProfiles",
	"s3api get-bucket-acl":                                   "s3:GetBucketAcl",
	"s3api get-bucket-policy":                                "s3:GetBucketPolicy",
	"s3api get-public-access-block":                          "s3:GetBucketPublicAccessBlock",
	"s3api list-buckets":                                     "s3:ListAllMyBuckets",
	"s3control get-access-point":                             "s3:GetAccessPoint",
	"s3control get-access-point-policy":                      "s3:GetAccessPointPolicy",
	"s3control get-public-access-block":                      "s3:GetAccountPublicAccessBlock",
	"s3control list-access-points":                           "s3:ListAccessPoints",
	"sagemaker describe-domain":                              "sagemaker:DescribeDomain",
	"sagemaker describe-notebook-instance":                   "sagemaker:DescribeNotebookInstance",
	"sagemaker get-model-package-group-policy":               "sagemaker:GetModelPackageGroupPolicy",
	"sagemaker list-domains":                                 "sagemaker:ListDomains",
	"sagemaker list-model-package-groups":                    "sagemaker:ListModelPackageGroups",
	"sagemaker list-notebook-instances":                      "sagemaker:ListNotebookInstances",
	"secretsmanager get-resource-policy":                     "secretsmanager:GetResourcePolicy",
	"secretsmanager list-secrets":                            "secretsmanager:ListSecrets",
	"sns get-topic-attributes":                               "sns:GetTopicAttributes",
	"sns list-topics":                                        "sns:ListTopics",
	"sqs get-queue-attributes":                               "sqs:GetQueueAttributes",
	"sqs list-queues":                                        "sqs:ListQueues",
	"stepfunctions describe-state-machine":                   "states:DescribeStateMachine",
	"stepfunctions list-state-machines":                      "states:ListStateMachines",
}

func TestPolicyAllowsTheCommands(t *testing.T) {
	var document struct {
		Version   string
		Statement []struct {
			Sid, Effect, Resource string
			Action                []string
		}
	}
	if err := json.Unmarshal([]byte(Policy()), &document); err != nil {
		t.Fatal(err)
	}
	if len(document.Statement) != 1 || document.Version != "2012-10-17" || document.Statement[0].Effect != "Allow" {
		t.Fatalf("the policy is %+v", document)
	}

	var want []string
	used := make(map[string]bool)
	commands := slices.Concat(export(t, everything()).commands, export(t, changed(organizationReplies()...)).commands)
	for _, command := range commands {
		words := strings.Fields(command)
		name := words[0] + " " + words[1]
		action, ok := actions[name]
		if !ok {
			t.Errorf("no action is known for aws %s", name)
		}
		used[name] = true
		if action != "" {
			want = append(want, action)
		}
	}
	slices.Sort(want)
	want = slices.Compact(want)
	if diff := cmp.Diff(want, document.Statement[0].Action); diff != "" {
		t.Errorf("actions: -used +allowed\n%s", diff)
	}
	facts := catalog.Default()
	for _, action := range document.Statement[0].Action {
		if facts.Action(action) == nil {
			t.Errorf("there is no action %s", action)
		}
	}
	for name := range actions {
		if !used[name] {
			t.Errorf("the script does not use aws %s", name)
		}
	}
}

// TestPolicyFits wants the policy within what IAM accepts as a managed policy,
// white space not counted.
func TestPolicyFits(t *testing.T) {
	if n := len(strings.Join(strings.Fields(Policy()), "")); n > 6144 {
		t.Errorf("the policy has %d characters, IAM accepts 6144", n)
	}
}
